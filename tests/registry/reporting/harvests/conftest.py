"""A registry after three nights in which everything happened that a report tells apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import HarvestReport, Registry, source_at

PREFIXES: Final = """@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
PROFILE: Final = """
@prefix : <https://e.vn/shapes/trial#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
<https://e.vn/shapes/trial> a prof:Profile ; prof:hasToken "trial" ; dct:title "Thử"@vi , "Trial"@en .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-title , :Dataset-description .
:Dataset-title a sh:PropertyShape ; sh:path dct:title ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Phải có tên."@vi , "Needs a title."@en .
:Dataset-description a sh:PropertyShape ; sh:path dct:description ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Phải có mô tả."@vi , "Needs a description."@en .
"""
TOO_LONG: Final = f"<https://e.vn/{'x' * 2_000}> a dcat:Dataset ."
BROKEN: Final = "<broken> a dcat:Dataset ; dct:title "

Written = Callable[..., str]


class Night:
    """The sources of a registry, and their harvests in one batch."""

    def __init__(self, folder: Path, registry: Registry) -> None:
        self.folder = folder
        self.registry = registry
        self.profile = str(folder / "trial-profile.ttl")
        Path(self.profile).write_text(PROFILE, encoding="utf-8")

    def harvest(self, **documents: str) -> list[HarvestReport]:
        """Publish the documents, by the name of their source, and harvest these sources."""
        batch = self.registry.harvests.new_batch()
        for name, turtle in documents.items():
            (self.folder / f"{name}.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
        return [
            self.registry.harvest(source_at(str(self.folder / f"{name}.ttl")), profile=self.profile, batch=batch)
            for name in documents
        ]


def dataset(name: str, title: str | None = "t", description: str | None = "d", more: str = "") -> str:
    parts = [f"<{name}> a dcat:Dataset"]
    parts += [f'dct:title "{title}"@vi'] if title is not None else []
    parts += [f'dct:description "{description}"@vi'] if description is not None else []
    return " ; ".join([*parts, *([more] if more else [])]) + " .\n"


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """Three batches: all new; then everything else; then what was missing is back."""
    folder = tmp_path_factory.mktemp("nights")
    with Registry.open(f"sqlite:///{folder / 'r.db'}") as registry:
        night = Night(folder, registry)
        same = dataset("same", "Không đổi", more="dct:publisher <org>") + '<org> a foaf:Agent ; foaf:name "A" .\n'
        many = "".join(dataset(f"many-{number}", f"Số {number}") for number in range(12))
        first = same + many + dataset("changes", "Cũ") + dataset("goes", "Sẽ mất") + dataset("marked", "Chuyện kín")
        night.harvest(hue=first, vinh=dataset("vinh-1", "Của Vinh"))
        registry.withhold("https://e.vn/held", by="Lan", reason="đang kiểm tra")
        second = same + many + dataset("changes", None, None) + dataset("new", "Mới") + dataset("held", "Giữ lại")
        second += dataset("marked", "Chuyện kín", more='dmv:secrecy "MAT"') + TOO_LONG
        night.harvest(hue=second, vinh=BROKEN)
        third = same + many + dataset("changes", None, None) + dataset("new", "Mới") + dataset("goes", "Trở lại")
        night.harvest(hue=third)
        yield night


@pytest.fixture
def written(nights: Night) -> Written:
    """The report of a batch in a format."""

    def write(name: str, batch: int | None = 2, **how: object) -> str:
        out = BytesIO()
        nights.registry.reports.write_harvest(out, name, batch=batch, **how)  # type: ignore[arg-type]
        return out.getvalue().decode()

    return write
