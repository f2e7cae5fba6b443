"""Prints the lifecycle tables: Mermaid for people, TypeScript for the phone and the desk."""

import json
from pathlib import Path

from backend.modules.work_orders.lifecycle import ACTION_WORDS, ALL, STATE_WORDS, Lifecycle

ROOT = Path(__file__).parents[3]
DIAGRAMS = ROOT / "docs" / "lifecycle.md"
TYPESCRIPT = ROOT / "pwa" / "src" / "shared" / "api" / "lifecycle.gen.ts"
TITLES = {
    "order": "Work order (工单)",
    "item": "Work item (工单明细)",
    "visit": "Visit (派工单)",
}
COMMAND = "python -m backend.modules.work_orders.lifecycle"


def diagrams() -> str:
    """docs/lifecycle.md: one state diagram and one table of who may for each thing."""
    parts = [f"# Lifecycles\n\nWritten by `{COMMAND}` from the tables in `lifecycle.py`; do not edit by hand.\n"]
    for life in ALL:
        parts.append(f"## {TITLES[life.thing]}\n\n```mermaid\n{_mermaid(life)}\n```\n\n{_who(life)}\n")
    return "\n".join(parts)


def _mermaid(life: Lifecycle) -> str:
    lines = ["stateDiagram-v2", f"    [*] --> {life.states[0]}"]
    for state in life.states:
        zh, en = STATE_WORDS[life.thing][state]
        lines.append(f"    {state}: {zh} {en}")
    moves: dict[tuple[str, str], list[str]] = {}
    for step in life.steps:
        if step.source != step.target:
            moves.setdefault((step.source, step.target), []).append(ACTION_WORDS[step.action][0])
    lines += [f"    {source} --> {target}: {' / '.join(words)}" for (source, target), words in moves.items()]
    lines += [f"    {state} --> [*]" for state in life.states if state in life.ends()]
    return "\n".join(lines)


def _who(life: Lifecycle) -> str:
    lines = ["| from | action | to | who | offline |", "| --- | --- | --- | --- | --- |"]
    for step in life.steps:
        zh = ACTION_WORDS[step.action][0]
        who = ", ".join(sorted(step.who))
        offline = "yes" if step.offline else ""
        lines.append(f"| {step.source} | {step.action} {zh} | {step.target} | {who} | {offline} |")
    return "\n".join(lines)


def typescript() -> str:
    """pwa/src/shared/api/lifecycle.gen.ts: states, words and steps."""
    parts = [
        f"// Written by `{COMMAND}`; do not edit by hand.",
        "",
        "export interface Step<State extends string, Action extends string> {",
        "  source: State;",
        "  action: Action;",
        "  target: State;",
        "  who: readonly string[];",
        "  offline: boolean;",
        "}",
    ]
    for life in ALL:
        parts += ["", *_typescript_of(life)]
    actions = {action: {"zh": zh, "en": en} for action, (zh, en) in ACTION_WORDS.items()}
    parts += ["", f"export const actionWords = {_json(actions)} as const;", ""]
    return "\n".join(parts)


def _typescript_of(life: Lifecycle) -> list[str]:
    name = life.thing.capitalize()
    steps = [
        {
            "source": step.source,
            "action": step.action,
            "target": step.target,
            "who": sorted(step.who),
            "offline": step.offline,
        }
        for step in life.steps
    ]
    words = {state: {"zh": zh, "en": en} for state, (zh, en) in STATE_WORDS[life.thing].items()}
    rows = ",\n".join(f"  {_json(step)}" for step in steps)
    return [
        f"export type {name}State = {' | '.join(_json(state) for state in life.states)};",
        f"export type {name}Action = {' | '.join(_json(action) for action in life.actions)};",
        f"export const {life.thing}Words: Record<{name}State, {{ zh: string; en: string }}> = {_json(words)};",
        f"export const {life.thing}Steps: readonly Step<{name}State, {name}Action>[] = [\n{rows},\n];",
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    """Write both files."""
    for path, text in ((DIAGRAMS, diagrams()), (TYPESCRIPT, typescript())):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
