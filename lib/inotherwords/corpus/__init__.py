"""What is there: a folder of articles or an import of them, its lists, and the units of comparison."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "archive": "is_archive list_rejected read_rejected",
        "articles": "in_english opening_words stage",
        "corrections": "",
        "folder": "LEXICONS NEEDED UNREAD is_unread read_actors read_lexicon read_note read_settings "
        "read_stop_words read_wire",
        "formats": "",
        "idle": "Idle IdleRows check_places tell_misspelt tell_outlets",
        "article_letters": "ENGLISH is_inferred sigla",
        "new": "ARTICLES RESULTS find_articles list_folders make_folder",
        "study": "Study list_files read_sources read_texts",
        "units": "",
    },
)
