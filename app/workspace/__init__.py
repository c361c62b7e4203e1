"""The composition root: one data directory opened, its rooms wired."""

from app.workspace.adding import AddResult
from app.workspace.embedding import EmbedResult
from app.workspace.workspace import Workspace

__all__ = ["AddResult", "EmbedResult", "Workspace"]
