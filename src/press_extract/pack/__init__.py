"""Language packs: the data files under `lang/`, read and validated."""

from press_extract.pack.loader import LanguagePack, available_packs, load_pack

__all__ = ["LanguagePack", "available_packs", "load_pack"]
