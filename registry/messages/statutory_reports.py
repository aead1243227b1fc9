"""Messages of statutory reports.

Statutory reports: their frame, and what all of them say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural

# ---------------------------------------------------------------- statutory reports


class StatutoryReportsText(Messages, prefix="statutory"):
    REPORT_UNKNOWN = message("unknown report {name!r}; known: {known}")
    FORMAT_UNKNOWN = message(
        "statutory-report-format", "the name of a report ends in one of {known}; {name!r} does not"
    )

    ANNEX = message("ANNEX {number}")
    ANNEX_OF = message("(Issued with Decision No. ........./QĐ-......... of ....../....../............ of .........)")
    AGENCY = message("Agency: {name}")
    AGENCY_CODED = message("{name} ({code})")
    AGENCY_ALL = message("Agencies: all that the registry has")
    AGENCY_BELOW = message("With the agencies below it: {codes}")
    STATE = message("State of the registry: run {run:d}, row {row:d} of the ledger")
    MADE_ON = message("Day of the report: {day}")
    WHICH_VERSION = message(
        "Each record is listed in its newest accepted version, as an export has it; what is not listed is counted by"
        " reason.",
    )
    WITHOUT_PUBLISHER = plural(
        "{count} record of the registry names no publisher by an IRI, and is in the list of no agency.",
        "{count} records of the registry name no publisher by an IRI, and are in the list of no agency.",
    )
    CHANGE_STATUS = message("as changed by {number}: {status}")
    BASES = message("Basis")
    BASIS = message("{title} ({number}), {clause}: {status}")
    BASIS_NONE = message("no act prescribes this form; it is made of what the registry has")
    ARTICLE = message("Article {article}")
    ARTICLES = message("Articles {articles}")
    ARTICLE_CLAUSE = message("Article {article}({clause})")
    ARTICLE_UNSEEN = message("Article {article} (its text was not seen)")

    ORDINAL = message("No.")
    NO_ROWS = message("(none)")
    PAGE_OF = message("Page {page} of {pages}")
    PLACE_AND_DAY = message("................, ....../....../............")
    POSITION = message("HEAD OF THE AGENCY")
    SIGN_AND_SEAL = message("(Signature, seal and full name)")
    ADDRESSES_MORE = plural("and {count} more", "and {count} more")

    CLASS_OPEN = message("Open data")
    CLASS_CONDITIONAL = message("Conditionally open data")
    CLASS_SHARED = message("Shared data")
    CLASS_INTERNAL = message("Internal-use data")
    CLASS_UNCLEAR = message("Not stated or not understood")
    SHARING_CLASSES: Final[Mapping[str, MessageTemplate]] = {
        "open": CLASS_OPEN,
        "conditional": CLASS_CONDITIONAL,
        "shared": CLASS_SHARED,
        "internal": CLASS_INTERNAL,
        "unclear": CLASS_UNCLEAR,
    }
    """The classes of datasets by sharing nature; each dataset is in one."""
    SHARING_NOT_STATED = message("no sharing nature is stated")
    SHARING_SEVERAL = message("several sharing natures are stated: {values}")
    SHARING_UNKNOWN = message("the sharing nature is not understood: {value}")
    SHARING_CONTRADICTS = message("the sharing nature is {nature}, which does not go with {property}: {value}")

    SHARING_PROPERTIES: Final[Mapping[str, MessageTemplate]] = {
        "accessRights": message("statutory-access-rights", "access rights"),
        "personalData": message("statutory-personal-data", "personal data"),
        "importance": message("statutory-importance", "importance"),
    }
    """What may contradict a sharing nature, by the last part of its IRI."""

    ALL_RECORDS = message("All in the registry")
    LISTED = message("Listed")
    LISTED_MISSING = message("of these, no longer in their source")
    LISTED_EARLIER = message("of these, in an earlier version, since the newest is not accepted")
    LISTED_UNVALIDATED = message("of these, not validated, since their source has no profile")
    UNLISTED = message("Not listed ({reason})")
    UNLISTED_OTHER = message("other reasons")
    UNLISTED_REASONS: Final[Mapping[str, MessageTemplate]] = {
        "never-accepted": message("statutory-unlisted-never-accepted", "no version was accepted"),
        "not-validated": message("statutory-unlisted-not-validated", "the source cannot be validated"),
        "narrowed": message("statutory-unlisted-narrowed", "the newest version makes less public and is not accepted"),
        "retired": message("statutory-unlisted-retired", "retired by the status WITHDRAWN"),
        "other-source": message("statutory-unlisted-other-source", "listed as another source describes it"),
        "same-as": message("statutory-unlisted-same-as", "listed under another IRI of the same thing"),
        "barred-same-as": message("statutory-unlisted-barred-same-as", "kept back under another IRI of the same thing"),
        "within-record": message("statutory-unlisted-within-record", "part of another record by now"),
        "withheld": message("statutory-unlisted-withheld", "withheld"),
        "barred": message("statutory-unlisted-barred", "kept back by another source"),
        "unclear-secrecy": message("statutory-unlisted-unclear-secrecy", "the mark of secrecy is not understood"),
        "internal": message("statutory-unlisted-internal", "the source is internal"),
    }
    """Why records are not listed, by the names that exports give the reasons."""


# ---------------------------------------------------------------- statutory lists
# The statutory lists: of databases, of services, of open data.


class StatutoryListsText(Messages, prefix="statutory"):
    SUMMARY = message("statutory-tab-summary", "Summary")
    SUMMARY_TITLE = message("Datasets by sharing nature")
    SUM = message("Total")
    DATABASES_TITLE = message("List of databases and of original, shared and open data")
    DATABASES = message("List of databases")
    TAB_DATABASES = message("Databases")
    ANNEX_MASTER = message("List of original data and master data")
    TAB_MASTER = message("I Original, master")
    ANNEX_SHARED = message("List of shared data")
    TAB_SHARED = message("II Shared")
    ANNEX_OPEN = message("List of open data")
    TAB_OPEN = message("III Open")
    REST = message("statutory-tab-rest", "In no annex")
    REST_TITLE = message("Datasets in no annex")
    REST_IS_NO_ANNEX = message("This sheet is for review and is no annex: remove it before the list is issued.")
    IN_TWO_ANNEXES = message(
        "Original and master data that are shared or open are in annex I and in annex II or III: of each line,"
        " all = I + II + III − in two annexes + in no annex.",
    )
    ITEMS_OF_DATABASE = message("The items of a database are the datasets in this list that state to be part of it.")
    BY_SERVICE = message("API")
    CONDITIONAL_ITEM = message("{name} (with conditions)")
    SERIES_LISTED_BY_MEMBERS = message(
        "statutory-series", "Dataset series are listed by their datasets and not by themselves: {count}."
    )

    SERVICES_TITLE = message("List of data sharing services")
    SERVICES = message("statutory-tab-services", "Services")

    OPEN_DATA_TITLE = message("List of open data")
    OPEN_LIST = message("statutory-tab-open-list", "Open data")
    OPEN_DAY_SENT = message("The day sent is for the agency to fill in; the registry does not know it.")
    OPEN_REST = message("statutory-tab-open-rest", "Not public")
    OPEN_REST_TITLE = message("Datasets that are not public, or not yet classified")
    OPEN_REST_NOT_SENT = message("This sheet is for review: remove it before the list is sent.")
    NOT_PUBLIC = message("not public")
    PUBLICITY_CLASSES: Final[Mapping[str, MessageTemplate]] = {
        "open": message("statutory-public", "public"),
        "conditional": message("statutory-public-conditionally", "public with conditions"),
        "shared": NOT_PUBLIC,
        "internal": NOT_PUBLIC,
        "unclear": message("statutory-not-classified", "not classified"),
    }
    """The classes of the open data list, by the classes of sharing nature."""

    COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "class": message("statutory-column-class", "Sharing nature"),
        "all": message("statutory-column-all", "All"),
        "annex-1": message("statutory-column-annex-1", "Annex I"),
        "annex-2": message("statutory-column-annex-2", "Annex II"),
        "annex-3": message("statutory-column-annex-3", "Annex III"),
        "two-annexes": message("statutory-column-two-annexes", "In two annexes"),
        "no-annex": message("statutory-column-no-annex", "In no annex"),
        "code": message("statutory-column-code", "Code"),
        "database": message("statutory-column-database", "Database"),
        "database-class": message("statutory-column-database-class", "Class"),
        "owner": message("statutory-column-owner", "Owner of the database"),
        "publisher": message("statutory-column-publisher", "Publisher"),
        "purpose": message("statutory-column-purpose", "Purpose"),
        "scope": message("statutory-column-scope", "Scope"),
        "content": message("statutory-column-content", "Content"),
        "collection": message("statutory-column-collection", "Way of collecting and updating"),
        "source": message("statutory-column-source", "Source"),
        "open-items": message("statutory-column-open-items", "Items: open data"),
        "default-items": message("statutory-column-default-items", "Items: default sharing"),
        "special-items": message("statutory-column-special-items", "Items: special-request sharing"),
        "other-items": message("statutory-column-other-items", "Items: others"),
        "users": message("statutory-column-users", "Users"),
        "dataset": message("statutory-column-dataset", "Dataset"),
        "description": message("statutory-column-description", "Description"),
        "part-of": message("statutory-column-part-of", "Part of database"),
        "layer": message("statutory-column-layer", "Data layer"),
        "frequency": message("statutory-column-frequency", "Update frequency"),
        "formats": message("statutory-column-formats", "Formats, form of sharing (API, files)"),
        "form": message("statutory-column-form", "Sharing form (default, special)"),
        "method": message("statutory-column-method", "Sharing method"),
        "licence": message("statutory-column-licence", "Licence, terms of use"),
        "address": message("statutory-column-address", "Address"),
        "reason": message("statutory-column-reason", "Reason"),
        "service": message("statutory-column-service", "Service"),
        "parameters": message("statutory-column-parameters", "Description, parameters"),
        "documents": message("statutory-column-documents", "Technical documents"),
        "structure": message("statutory-column-structure", "Exchange structure"),
        "endpoint": message("statutory-column-endpoint", "Endpoint URL"),
        "platform": message("statutory-column-platform", "Through platform"),
        "access": message("statutory-column-access", "Access rights"),
        "available": message("statutory-column-available", "Available from"),
        "outages": message("statutory-column-outages", "Planned outages"),
        "status": message("statutory-column-status", "Status"),
        "serves": message("statutory-column-serves", "Served datasets"),
        "contact": message("statutory-column-contact", "Contact"),
        "publicity": message("statutory-column-publicity", "Class"),
        "channel": message("statutory-column-channel", "Channel"),
        "modified": message("statutory-column-modified", "Update date"),
        "day-sent": message("statutory-column-day-sent", "Day sent"),
        "note": message("statutory-column-note", "Note"),
    }
    """The headings of the columns, by their names in JSON."""


# ---------------------------------------------------------------- clocks
# The terms that a report on deadlines watches: their names, their bases, and why one cannot be told.


class ClocksText(Messages, prefix="clock"):
    CLOCK_OPEN_LIST = message("clock-open-list", "Open data list reviewed")
    CLOCK_DEFAULT_LIST = message("clock-default-list", "List of data shared by default reviewed")
    CLOCK_OPEN_REFRESH = message("clock-open-refresh", "Open data updated")
    CLOCK_FREQUENCY = message("clock-frequency", "Data updated by its own frequency")
    CLOCK_SERVICE = message("clock-service", "Service published once it is ready")
    CLOCK_OUTAGE = message("clock-outage", "Planned outage announced beforehand")
    CLOCK_REQUEST = message("clock-request", "Data request answered")
    CLOCK_ASSESSMENT = message("clock-assessment", "Yearly inventory and assessment")
    CLOCK_PLANNED = message("clock-planned", "Published by the planned day")
    CLOCK_PLAN = message("clock-plan", "Plan carried out by its deadline")

    CLOCK_MONTHS = message("clock-months", "at least every {count} months")
    CLOCK_BY_FREQUENCY = message("clock-by-frequency", "the declared frequency, and {days} days more")
    CLOCK_AFTER_WORKING_DAYS = message("clock-after-working-days", "within {count} working days")
    CLOCK_BEFORE_WORKING_DAYS = message("clock-before-working-days", "at least {count} working days ahead")
    CLOCK_YEAR_END = message("clock-year-end", "by 31 December of each year")
    CLOCK_BY_DAY = message("clock-by-day", "by the day that is stated")

    FIELD_ANNOUNCED = message("announcement date of the outage")
    FIELD_ANSWERED = message("day of the answer")
    FIELD_ASSESSED = message("date of assessment")
    FIELD_AVAILABLE = message("availability date")
    FIELD_COMPLETED = message("completion date")
    FIELD_DEADLINE = message("deadline of the plan")
    FIELD_FREQUENCY = message("update frequency")
    FIELD_ISSUED = message("release date")
    FIELD_MODIFIED = message("update date")
    FIELD_OUTAGE = message("start of the outage")
    FIELD_PLANNED = message("planned publication")
    FIELD_RECEIVED = message("day on which the request was received")
    FIELD_REVIEWED = message("review date")
    FIELD_STATE = message("state of the request, as a code of the list")

    BY_DECLARATION = message("declared by the agency itself")

    OUTCOME_WORDS: Final[Mapping[str, MessageTemplate]] = {
        "done": message("clock-outcome-done", "done in time"),
        "done-after": message("clock-outcome-done-after", "done after the term"),
        "running": message("clock-outcome-running", "in time"),
        "due": message("clock-outcome-due", "due soon"),
        "late": message("clock-outcome-late", "late"),
        "past": message("clock-outcome-past", "past the term of an act that is not known to be in force"),
        "unclear": message("clock-outcome-unclear", "cannot tell"),
    }
    """The word for each outcome of a term."""

    UNCLEAR_NOT_STATED = message("{field} is not stated")
    UNCLEAR_DATE = message("{field} is not understood: {value!r}")
    UNCLEAR_FUTURE = message("{field} is in the future: {value}")
    UNCLEAR_PART = message("{field} is too coarse: {value}")
    UNCLEAR_SEVERAL = message("{field} has several values: {values}")
    UNCLEAR_FREQUENCY = message("no bundled list has the frequency {value!r}")
    UNCLEAR_NATURE = message("it is not known whether the data is open")
    UNCLEAR_RESULT_WITHOUT_DAY = message(
        "clock-unclear-result", "a result is stated, but not the day on which it was reached"
    )
    UNCLEAR_NEVER_ASSESSED = message("there is no assessment, and no day on which the data was published")


# ---------------------------------------------------------------- clock report
# The report on terms: what is due, what is late, and what cannot be told.


class ClockReportText(Messages, prefix="deadlines"):
    REQUEST = message("Data request")
    REQUEST_FOR = message("Request for: {title}")
    DEADLINES_TITLE = message("deadlines-title", "Terms and deadlines of the data inventory")

    SHEET_NAMES: Final[Mapping[str, MessageTemplate]] = {
        "summary": message("deadlines-sheet-summary", "Summary"),
        "due": message("deadlines-sheet-due", "Due"),
        "late": message("deadlines-sheet-late", "Late"),
        "past": message("deadlines-sheet-past", "Past, act not in force"),
        "unclear": message("deadlines-sheet-unclear", "Cannot tell"),
        "clocks": message("deadlines-sheet-clocks", "Terms watched"),
    }
    SHEET_TITLES: Final[Mapping[str, MessageTemplate]] = {
        "summary": message("deadlines-title-summary", "Terms by agency"),
        "due": message("deadlines-title-due", "Due within {count} days"),
        "late": message("deadlines-title-late", "Late"),
        "past": message(
            "deadlines-title-past",
            "Past the term of an act that ended, is reported ended, or is not known to be in force",
        ),
        "unclear": message("deadlines-title-unclear", "Terms that cannot be told"),
        "clocks": message("deadlines-title-clocks", "Terms watched, and what they rest on"),
    }

    COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "agency": message("deadlines-agency", "Agency"),
        "clock": message("deadlines-clock", "What is watched"),
        "code": message("deadlines-code", "Code"),
        "title": message("deadlines-record", "Title"),
        "start": message("deadlines-start", "Counted from"),
        "due": message("deadlines-due", "Last day"),
        "days": message("deadlines-days", "Days left"),
        "over": message("deadlines-over", "Days past"),
        "basis": message("deadlines-basis", "Basis"),
        "status": message("deadlines-status", "Status of the basis"),
        "why": message("deadlines-why", "Why it cannot be told"),
        "limit": message("deadlines-limit", "Term"),
        "clock-code": message("deadlines-clock-code", "Kind"),
        "terms": message("deadlines-terms", "Terms"),
        "shared": message("deadlines-shared", "With other agencies"),
    }

    TOTALS: Final[Mapping[str, MessageTemplate]] = {
        "done": message("deadlines-total-done", "Done in time"),
        "done-after": message("deadlines-total-done-after", "Done after the term"),
        "running": message("deadlines-total-running", "In time"),
        "due": message("deadlines-total-due", "Due soon"),
        "late": message("deadlines-total-late", "Late"),
        "past": message("deadlines-total-past", "Past, act not known to be in force"),
        "unclear": message("deadlines-total-unclear", "Cannot be told"),
    }
    REPEATED = message("Less terms that stand under several agencies")
    TOTAL = message("Total")
    TOTAL_TERMS = message("Terms in all")
    TOTAL_AGENCIES = message("Agencies")

    NOTE_ENDED = plural(
        "{count} dataset is discontinued or completed by its status: of its updates only those are watched that a "
        "completed dataset declares by a frequency.",
        "{count} datasets are discontinued or completed by their status: of their updates only those are watched that a"
        " completed dataset declares by a frequency.",
    )
    NOTE_LATE = message(
        "Late is what is over by the agency's own declaration, or by an act that the list of legal acts has as in "
        "force.",
    )
    NOTE_PAST = message("What is past the term of an act that is not known to be in force never counts as late.")
    NOTE_SHARED = message(
        "A term of several agencies stands under each of them, and counts once in the total.",
    )
    NOTE_UNCLEAR = message("A date that is missing or not understood is never taken as in time.")
    WITHIN_REFUSED = message("{name} is a number of days from 0 to {most}; found {count}")


# ---------------------------------------------------------------- holidays
# Lists of public holidays: why one is refused, and what a report says of the days that it counts.


class HolidaysText(Messages):
    HOLIDAYS_TOO_LARGE = message("{file} is larger than {limit} bytes and cannot be a list of holidays")
    HOLIDAYS_NOT_TOML = message("{file} is no TOML: {reason}")
    HOLIDAYS_KEY_UNKNOWN = message("{file}, line {line}: unknown key {key!r}; known: {known}")
    HOLIDAYS_LIST_WANTED = message("{file}, line {line}: {key!r} must be a list of days; found {found}")
    HOLIDAYS_DAY_WANTED = message(
        "{file}, line {line}: {found} is no day; write 30/04/2026 or 2026-04-30, or two days with “..” between them",
    )
    HOLIDAYS_RANGE_WRONG = message("{file}, line {line}: {found} ends before it begins; write the earlier day first")
    HOLIDAYS_RANGE_TOO_LONG = message(
        "{file}, line {line}: {found} has {days} days, and at most {most} may go together"
    )
    HOLIDAYS_WORKED_WEEKDAY = message(
        "{file}, line {line}: {found} is no Saturday or Sunday; 'working_days' has only weekend days that are worked",
    )
    HOLIDAYS_DAY_TWICE = message(
        "{file}, line {line}: {found} is in both 'holidays' and 'working_days'; leave it in one"
    )
    HOLIDAYS_NONE = message(
        "Working days are counted without a list of public holidays: only Saturdays and Sundays are off."
    )
    HOLIDAYS_LISTED = message(
        "Public holidays are listed for {years}; in other years only Saturdays and Sundays are off.",
    )


# ---------------------------------------------------------------- inventory report
# The form of the yearly inventory and assessment of data.


class InventoryReportText(Messages, prefix="inventory"):
    INVENTORY_TITLE = message("inventory-title", "Inventory and assessment of data, year {year}")
    YEAR_REFUSED = message("{name} is a year from 1900 to {most}; found {year}")

    SHEET_NAMES: Final[Mapping[str, MessageTemplate]] = {
        "summary": message("inventory-sheet-summary", "Summary"),
        "databases": message("inventory-sheet-databases", "Databases"),
        "datasets": message("inventory-sheet-datasets", "Datasets"),
        "rules": message("inventory-sheet-rules", "Findings by rule"),
        "assessments": message("inventory-sheet-assessments", "Assessments"),
    }
    SHEET_TITLES: Final[Mapping[str, MessageTemplate]] = {
        "summary": message("inventory-title-summary", "Summary of the inventory"),
        "databases": message("inventory-title-databases", "Inventory and assessment of databases, year {year}"),
        "datasets": message("inventory-title-datasets", "Inventory and assessment of datasets, year {year}"),
        "rules": message("inventory-title-rules", "Compliance: findings by rule, year {year}"),
        "assessments": message(
            "inventory-title-assessments", "Assessments of the year {year}, as the agencies stated them"
        ),
    }
    COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "section": message("inventory-section", "Section"),
        "indicator": message("inventory-indicator", "Indicator"),
        "count": message("inventory-count", "Number"),
        "key": message("inventory-key", "Code of the indicator"),
        "agency": message("inventory-agency", "Agency"),
        "code": message("inventory-code", "Code"),
        "title": message("inventory-record", "Title"),
        "class": message("inventory-class", "Class"),
        "datasets": message("inventory-datasets", "Datasets"),
        "frequency": message("inventory-frequency", "Update frequency"),
        "modified": message("inventory-modified", "Updated on"),
        "upkeep": message("inventory-upkeep", "Upkeep"),
        "services": message("inventory-services", "Services"),
        "agreements": message("inventory-agreements", "Agreements"),
        "rule": message("inventory-rule", "Rule"),
        "affected": message("inventory-affected", "Records"),
        "violations": message("inventory-violations", "Violations"),
        "warnings": message("inventory-warnings", "Warnings"),
        "infos": message("inventory-infos", "Infos"),
        "unverified": message("inventory-unverified", "Cannot be verified"),
        "day": message("inventory-day", "Date of assessment"),
        "criterion": message("inventory-criterion", "Criterion"),
        "result": message("inventory-result", "Result"),
        "remark": message("inventory-remark", "Remark"),
    }

    SECTIONS: Final[Mapping[str, MessageTemplate]] = {
        "census": message("inventory-section-census", "1. Census"),
        "compliance": message("inventory-section-compliance", "2. Compliance"),
        "upkeep": message("inventory-section-upkeep", "3. Upkeep"),
        "sharing": message("inventory-section-sharing", "4. Sharing"),
        "assessment": message("inventory-section-assessment", "5. Assessment by the agency"),
    }
    INDICATORS: Final[Mapping[str, MessageTemplate]] = {
        "databases": message("inventory-n-databases", "Databases"),
        "databases-of": message("inventory-n-databases-of", "Databases: {name}"),
        "datasets": message("inventory-n-datasets", "Datasets"),
        "datasets-of": message("inventory-n-datasets-of", "Datasets: {name}"),
        "services": message("inventory-n-services", "Data sharing services"),
        "distributions": message("inventory-n-distributions", "Distributions"),
        "records": message("inventory-n-records", "Records present, validated"),
        "accepted": message("inventory-n-accepted", "Records accepted"),
        "not-accepted": message("inventory-n-not-accepted", "Records not accepted"),
        "findings": message("inventory-n-findings", "Findings"),
        "upkeep-in-time": message("inventory-n-in-time", "Datasets updated by their frequency"),
        "upkeep-late": message("inventory-n-late", "Datasets older than their frequency allows"),
        "upkeep-unclear": message("inventory-n-unclear", "Datasets of which this cannot be told"),
        "upkeep-none": message("inventory-n-none", "Datasets with no frequency that promises a day"),
        "served": message("inventory-n-served", "Datasets that a service serves"),
        "not-served": message("inventory-n-not-served", "Datasets that no service serves"),
        "agreements": message("inventory-n-agreements", "Sharing agreements"),
        "assessed": message("inventory-n-assessed", "{name}: databases and datasets assessed in the year"),
        "not-assessed": message("inventory-n-not-assessed", "{name}: databases and datasets not assessed in the year"),
    }
    UPKEEP_WORDS: Final[Mapping[str, MessageTemplate]] = {
        "upkeep-in-time": message("inventory-upkeep-in-time", "by its frequency"),
        "upkeep-late": message("inventory-upkeep-late", "older than its frequency allows"),
        "upkeep-unclear": message("inventory-upkeep-unclear", "cannot tell"),
        "upkeep-none": message("inventory-upkeep-none", "no day is promised"),
    }
    CRITERION_HEADING = message("{name}")
    UNLISTED_CLASS = message("inventory-class-unclear", "class not stated or not understood")
    CRITERION_OTHER = message("no code of the list: {value}")
    CRITERION_UNSTATED = message("not stated")

    TOTAL_FINDINGS = message("Findings in all")
    TOTAL_ASSESSMENTS = message("Assessments in all")
    TOTAL_THIS_YEAR = message("Of the year {year}")
    TOTAL_OTHER_YEARS = message("Of other years, not listed")
    TOTAL_UNDATED = message("Without a date that is understood, not listed")

    NOTE_BLANK = message(
        "Empty cells are for the agency: what it states on the sheet of assessments of the workbook is filled in here.",
    )
    NOTE_COMPLIANCE = message(
        "Findings are those of the newest versions of all records present, also of those that are not listed.",
    )
    NOTE_LATER_STATE = message(
        "inventory-note-state",
        "All but the assessments is counted as the registry stands on the day of the report.",
    )


# ---------------------------------------------------------------- plan report
# The report on publication plans.


class PlanReportText(Messages, prefix="plans"):
    PLAN_TITLE = message("plans-title", "Plan to publish, share and digitise data")

    SHEET_NAMES: Final[Mapping[str, MessageTemplate]] = {
        "plans": message("plans-sheet-plans", "Plan"),
        "late": message("plans-sheet-late", "Late"),
        "unplanned": message("plans-sheet-unplanned", "Open, no plan"),
    }
    SHEET_TITLES: Final[Mapping[str, MessageTemplate]] = {
        "plans": message("plans-title-plans", "Plan by dataset, dataset series, service and database"),
        "late": message("plans-title-late", "Late by the deadline of the plan"),
        "unplanned": message("plans-title-unplanned", "Open data without a plan"),
    }
    COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "agency": message("plans-agency", "Agency"),
        "code": message("plans-code", "Code"),
        "kind": message("plans-kind", "Kind"),
        "title": message("plans-dataset", "Title"),
        "class": message("plans-class", "Sharing class"),
        "phase": message("plans-phase", "Phase"),
        "level": message("plans-level", "Minimum level"),
        "deadline": message("plans-deadline", "Deadline"),
        "responsible": message("plans-responsible", "Responsible agency"),
        "digitisation": message("plans-digitisation", "State of digitisation"),
        "result": message("plans-result", "Result"),
        "completed": message("plans-completed", "Completed on"),
        "state": message("plans-state", "State"),
        "over": message("plans-over", "Days past"),
        "modified": message("plans-modified", "Updated on"),
    }
    KINDS: Final[Mapping[str, MessageTemplate]] = {
        "Dataset": message("plans-kind-dataset", "Dataset"),
        "DatasetSeries": message("plans-kind-series", "Dataset series"),
        "DataService": message("plans-kind-service", "Data service"),
        "Database": message("plans-kind-database", "Database"),
    }
    """Names of classes by the last part of their IRI."""
    TOTAL_PLANS = message("Plans in all")
    TOTAL_DATASETS = message("Datasets with a plan")
    TOTAL_OTHERS = message("Series, services and databases with a planned day")
    TOTAL_OPEN = message("Open datasets in all")
    TOTAL_OPEN_PLANNED = message("Open datasets with a plan")
    TOTAL_OPEN_UNPLANNED = message("Open datasets without a plan")
    TOTAL_UNCLEAR_CLASS = message("Datasets without a plan, of which it is not understood whether they are open")
    NOTE_COMPLETED = message(
        "A plan is completed by its completion date alone; a result without that date is not taken for it.",
    )
    NOTE_PLAN = message(
        "plans-note-declared", "The deadlines are those of the agency's own plan; no act is said to ask for them."
    )


# ---------------------------------------------------------------- feedback report
# The report on feedback.


class FeedbackReportText(Messages, prefix="feedback-report"):
    FEEDBACK_TITLE = message("feedback-report-title", "Feedback on data and how it was dealt with")
    SHEET_NAMES: Final[Mapping[str, MessageTemplate]] = {
        "agencies": message("feedback-report-sheet-agencies", "By agency"),
        "feedback": message("feedback-report-sheet-feedback", "Feedback"),
    }
    SHEET_TITLES: Final[Mapping[str, MessageTemplate]] = {
        "agencies": message("feedback-report-title-agencies", "Feedback by agency and by kind"),
        "feedback": message("feedback-report-title-feedback", "Feedback, by agency and day"),
    }
    COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "agency": message("feedback-report-agency", "Agency"),
        "received": message("feedback-report-received", "Received"),
        "answered": message("feedback-report-answered", "Answered"),
        "rejected": message("feedback-report-rejected", "Rejected"),
        "open": message("feedback-report-open", "Open"),
        "oldest": message("feedback-report-oldest", "Oldest open"),
        "dataset": message("feedback-report-dataset", "Dataset"),
        "day": message("feedback-report-day", "Day"),
        "kind": message("feedback-report-kind", "Kind"),
        "state": message("feedback-report-state", "State"),
        "body": message("feedback-report-body", "Content"),
        "answer": message("feedback-report-answer", "Answer"),
    }
    OF_KIND = message("{kind}")
    UNCLEAR = message("Unclear")
    NO_AGENCY = message("(agency not known)")
    NOT_PUBLISHED = message("(not published)")
    TOTAL_FEEDBACK = message("feedback-report-total", "Feedback in all")
    OUTCOMES: Final[Mapping[str, MessageTemplate]] = {
        "answered": message("feedback-report-total-answered", "Answered"),
        "rejected": message("feedback-report-total-rejected", "Rejected"),
        "open": message("feedback-report-total-open", "Open; what is in no known state counts as open"),
    }
    """What became of feedback; each piece is in one."""
    NOTE_APPROVED = message(
        "Content and answer stand here only where they are approved for publication; who sent them stands nowhere.",
    )
    NOTE_AGENCY = message(
        "Feedback counts for the publisher of its dataset, else for the agency that received it; feedback on "
        "datasets of several agencies counts once for each of them.",
    )


# ---------------------------------------------------------------- dictionary report
# The data dictionary for printing.


class DictionaryReportText(Messages, prefix="dictionary-report"):
    DICTIONARY_TITLE = message("dictionary-report-title", "Data dictionary")
    SHEET_TABLES = message("Tables")
    TABLES_TITLE = message("dictionary-report-title-tables", "Tables of the datasets")
    TABLE_SHEET = message("dictionary-report-sheet-table", "Table {number:d}")
    TABLE_HEAD = message("{number:d}. {dataset}: {table}")
    TABLE_HEAD_UNNAMED = message("{number:d}. {dataset}")
    OF_DATASET = message("Dataset: {iri}")
    OF_SCHEMA = message("Table schema: {iri}")
    TABLE_NAME = message("Technical name of the table: {name}")
    IN_RECORD = message("(in the record of the dataset)")
    REQUIRED = message("required")
    PRIMARY_KEY = message("primary key")
    UNIQUE = message("unique")
    REFERS_TO = message("refers to {target}")
    CODES_MORE = plural("and {count} more code", "and {count} more codes")
    DATASETS_WITH_TABLE = message("dictionary-report-with-table", "of those listed, with a table")
    DATASETS_WITHOUT_TABLE = message("dictionary-report-without-table", "of those listed, without a table")
    TABLES = message("Tables")
    TOTAL_COLUMNS = message("dictionary-report-columns", "Columns")
    NOTE_WHICH_TABLES = message(
        "dictionary-report-which-tables",
        "A dataset, series or database has the tables that stand in its own record, as the dictionary sheet of a "
        "workbook gives them, and those that it, one of its distributions, the table schema or a person names by an "
        "IRI. A table schema that several of them have is printed for each.",
    )
    NOTE_DEFINITIONS = message(
        "dictionary-report-definitions",
        "The definition of a column that has none of its own is that of its data element. A cell is empty where the "
        "table schema says nothing.",
    )
    COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "code": message("dictionary-report-code", "Code of the dataset"),
        "dataset": message("dictionary-report-dataset", "Dataset"),
        "publisher": message("dictionary-report-publisher", "Publisher"),
        "table": message("dictionary-report-table", "Table"),
        "table-name": message("dictionary-report-column-table-name", "Technical name"),
        "columns": message("dictionary-report-column-columns", "Columns"),
        "dataset-iri": message("dictionary-report-dataset-iri", "IRI of the dataset"),
        "schema-iri": message("dictionary-report-schema-iri", "IRI of the table schema"),
        "column": message("dictionary-report-column", "Column"),
        "title": message("dictionary-report-column-title", "Title"),
        "definition": message("dictionary-report-definition", "Definition"),
        "datatype": message("dictionary-report-datatype", "Data type"),
        "format": message("dictionary-report-format", "Length, format, range"),
        "unit": message("dictionary-report-unit", "Unit"),
        "code-list": message("dictionary-report-code-list", "Code list"),
        "required": message("dictionary-report-required-key", "Required, key"),
        "element": message("dictionary-report-element", "Data element"),
    }
    """The headings of the columns, by their names in JSON."""
