"""What catalogues and repositories read: codemeta.json, .zenodo.json and ro-crate-metadata.json.

`make docs` makes them from CITATION.cff, pyproject.toml and seeds/articles.csv, so that title, authors,
version and licences are told the same everywhere.
"""

import csv
import json
import tomllib

import yaml

from inotherwords.paths import PROJECT

CODE = "https://spdx.org/licenses/BSD-3-Clause"
TEXTS = "#publishers"
YEAR = "2026"  # RO-Crate 1.1 wants a date even of what has not been released; the other two do without
RIGHTS = (
    "Code and prose are under the BSD-3-Clause licence. The news articles in seeds/ and what notebooks, "
    "tables and figures quote of them are their publishers'; they are included for research and teaching and "
    "are not licensed by this project. The encoder in lib/inotherwords/attribution/network/model was trained "
    "from one that is under Apache-2.0."
)
PARTS = {
    "seeds/": "The corpus: five articles, word lists with reasons, the data statement",
    "notebooks/": "The six notebooks, executed",
    "lib/": "The library that they narrate",
    "outputs/": "What a run makes: tables, figures, findings, the reader",
    "tests/": "The tests",
    "docs/": "Codebook, pages for reviewers and for users",
    "teaching/": "Lessons, sheets and exercises",
}
Metadata = dict[str, object]


def codemeta(citation: dict, project: dict) -> Metadata:
    """Return the description by CodeMeta 3.0."""
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": citation["title"],
        "description": " ".join(citation["abstract"].split()),
        "version": citation["version"],
        "license": CODE,
        "copyrightNotice": RIGHTS,
        "author": _authors(citation),
        "keywords": citation["keywords"],
        "programmingLanguage": "Python",
        "runtimePlatform": f"Python {project['requires-python']}",
        "softwareRequirements": project["dependencies"],
    }


def zenodo(citation: dict) -> Metadata:
    """Return the description that Zenodo reads from a repository."""
    return {
        "upload_type": "software",
        "title": citation["title"],
        "creators": [{"name": one["name"]} for one in citation["authors"]],
        "description": " ".join(citation["abstract"].split()),
        "version": citation["version"],
        "access_right": "open",
        "license": citation["license"],
        "keywords": citation["keywords"],
        "notes": RIGHTS,
    }


def crate(citation: dict, articles: list[dict[str, str]]) -> Metadata:
    """Return the description as an RO-Crate 1.1: the parts, and each article with its publisher's rights."""
    texts = [
        {
            "@id": f"seeds/{one['doc']}.txt",
            "@type": "File",
            "name": f"{one['headline']} ({one['outlet']})" if one.get("headline") else one["outlet"],
            "encodingFormat": "text/plain",
            "sha256": one["sha256"],
            "license": {"@id": TEXTS},
            **({"url": one["url"]} if one.get("url") else {}),
        }
        for one in articles
    ]
    parts = [{"@id": path, "@type": "Dataset", "name": name} for path, name in PARTS.items()]
    authors = [{"@id": f"#author-{n}", **one} for n, one in enumerate(_authors(citation), 1)]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": citation["title"],
        "description": " ".join(citation["abstract"].split()),
        "datePublished": YEAR,
        "creativeWorkStatus": "not released",
        "version": citation["version"],
        "license": {"@id": CODE},
        "usageInfo": RIGHTS,
        "keywords": citation["keywords"],
        "author": [{"@id": one["@id"]} for one in authors],
        "hasPart": [{"@id": one["@id"]} for one in [*parts, *texts]],
    }
    about = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    licences = [
        {"@id": CODE, "@type": "CreativeWork", "name": "BSD 3-Clause License"},
        {
            "@id": TEXTS,
            "@type": "CreativeWork",
            "name": "The publisher's; no licence is given by this project",
        },
    ]
    graph = [about, root, *parts, *texts, *authors, *licences]
    return {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}


def _authors(citation: dict) -> list[dict[str, str]]:
    return [{"@type": "Organization", "name": one["name"]} for one in citation["authors"]]


def made() -> dict[str, str]:
    """Return the content of each file by its name."""
    citation = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with (PROJECT / "seeds" / "articles.csv").open(encoding="utf-8", newline="") as file:
        articles = list(csv.DictReader(file))
    described = {
        "codemeta.json": codemeta(citation, project),
        ".zenodo.json": zenodo(citation),
        "ro-crate-metadata.json": crate(citation, articles),
    }
    return {
        name: json.dumps(content, indent=1, ensure_ascii=False) + "\n" for name, content in described.items()
    }


if __name__ == "__main__":
    for name, content in made().items():
        (PROJECT / name).write_bytes(content.encode())
