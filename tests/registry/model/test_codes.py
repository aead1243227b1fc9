"""Fields that draw from bundled lists take codes in any case and names, where they mean one item; IRIs stay."""

from __future__ import annotations

import pytest

from danhmuc.registry import Checksum, Dataset, Distribution, Location, Resource
from danhmuc.vocab.errors import FieldError

EU = "http://publications.europa.eu/resource/authority/"
OURS = "https://w3id.org/danhmuc/concept/"
IANA = "http://www.iana.org/assignments/media-types/"


@pytest.mark.parametrize(
    ("noun", "field", "given", "iri"),
    [
        (Distribution, "format", "csv", EU + "file-type/CSV"),
        (Distribution, "media_type", "TEXT/CSV", IANA + "text/csv"),
        (Distribution, "media_type", "text/newer", IANA + "text/newer"),
        (Checksum, "algorithm", "SHA-256", "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
        (Dataset, "accrual_periodicity", "hàng tháng", EU + "frequency/MONTHLY"),
        (Dataset, "accrual_periodicity", "Monthly", EU + "frequency/MONTHLY"),
        (Dataset, "access_rights", "public", EU + "access-right/PUBLIC"),
        (Dataset, "license", "CC_BY_4_0", EU + "licence/CC_BY_4_0"),
        (Dataset, "license", "CC BY 4.0", EU + "licence/CC_BY_4_0"),
        (Distribution, "license", "cc0", EU + "licence/CC0"),
        (Dataset, "license", "https://e.vn/licence", "https://e.vn/licence"),
        (Dataset, "accrual_periodicity", "https://e.vn/monthly", "https://e.vn/monthly"),
    ],
)
def test_code__is_taken(noun: type[Resource], field: str, given: str, iri: str) -> None:
    assert getattr(noun(**{field: given}), field).iri == iri


@pytest.mark.parametrize(
    ("field", "given", "iris"),
    [
        ("languages", "vi", [EU + "language/VIE"]),
        ("languages", ["vi", "ENG", "tiếng Anh"], [EU + "language/ENG", EU + "language/VIE"]),
        ("themes", ["envi", "giao_duc"], [EU + "data-theme/ENVI", OURS + "theme/GIAO_DUC"]),
        ("spatial", "46", [OURS + "province/46"]),
        ("spatial", ["Thành phố Huế", "Bắc Ninh"], [OURS + "province/24", OURS + "province/46"]),
        ("spatial", "00004", [OURS + "commune/00004"]),
        ("spatial", ["https://e.vn/place", Location("https://e.vn/z")], ["https://e.vn/place", "https://e.vn/z"]),
    ],
)
def test_codes__are_taken(field: str, given: object, iris: list[str]) -> None:
    assert [one.iri for one in getattr(Dataset(**{field: given}), field)] == iris  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "given", "told"),
    [
        (
            "themes",
            "Môi trường",
            (
                "Dataset.themes takes a code or name of data-theme or theme, or an IRI; found 'Môi trường', "
                "which may be ENVI or MOI_TRUONG; give a code"
            ),
        ),
        (
            "accrual_periodicity",
            "MONTLY",
            (
                "Dataset.accrual_periodicity takes a code or name of frequency, or an IRI; found 'MONTLY'; "
                "near it: MONTHLY, MONTHLY_3, MONTHLY_2"
            ),
        ),
        (
            "accrual_periodicity",
            "",
            "Dataset.accrual_periodicity takes a code or name of frequency, or an IRI; found ''",
        ),
        (
            "spatial",
            "98",
            (
                "Dataset.spatial takes a code or name of province or commune, an IRI, or an object of class Location"
                "; found '98'"
            ),
        ),
        (
            "license",
            "CC",
            (
                "Dataset.license takes a code or name of licence, an IRI, or an object of class LicenseDocument"
                "; found 'CC'"
            ),
        ),
        (
            "license",
            {"vi": "x"},
            (
                "Dataset.license takes a code or name of licence, an IRI, or an object of class LicenseDocument"
                "; found {'vi': 'x'}"
            ),
        ),
        (
            "subjects",
            "lúa",
            "Dataset.subjects takes an absolute IRI such as 'https://data.example.vn/id/1'; found 'lúa'",
        ),
    ],
)
def test_code__that_means_no_item_or_several_is_refused(field: str, given: object, told: str) -> None:
    with pytest.raises(FieldError) as caught:
        Dataset(**{field: given})  # type: ignore[arg-type]
    assert str(caught.value) == told


def test_code__of_a_document_is_left_as_it_is() -> None:
    one = Dataset.parse('<urn:d> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/language> "vi" .')
    assert one.languages == ()
    assert one.misplaced == {"languages": ("vi",)}
