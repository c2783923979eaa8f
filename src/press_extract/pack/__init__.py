"""Language packs: the data files under `lang/`, read and validated."""

from press_extract.pack.loader import LanguagePack, NamePack, available_packs, load_names, load_pack, named_languages

__all__ = ["LanguagePack", "NamePack", "available_packs", "load_names", "load_pack", "named_languages"]
