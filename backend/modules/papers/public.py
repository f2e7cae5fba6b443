"""What the command line may call of papers: the checker of evidence packs, and where packs by the link are kept."""

from backend.modules.papers.kept_packs import packs_folder
from backend.modules.papers.verify_evidence import main as verify_evidence

__all__ = ["packs_folder", "verify_evidence"]
