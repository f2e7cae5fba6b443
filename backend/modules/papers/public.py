"""What the command line may call of papers: the checker of evidence packs."""

from backend.modules.papers.verify_evidence import main as verify_evidence

__all__ = ["verify_evidence"]
