"""The messages of the registry, one file per subject; all are imported, so that every stored id is known."""

from __future__ import annotations

from . import acts as acts
from . import ckan_portals as ckan_portals
from . import code_lists as code_lists
from . import corrections as corrections
from . import dcat_us as dcat_us
from . import deadlines as deadlines
from . import event_streams as event_streams
from . import export as export
from . import feed_builds as feed_builds
from . import feed_folders as feed_folders
from . import feed_forms as feed_forms
from . import feed_index as feed_index
from . import fetch as fetch
from . import harvest as harvest
from . import harvest_reports as harvest_reports
from . import identity as identity
from . import model as model
from . import opening as opening
from . import page_workers as page_workers
from . import plans as plans
from . import pruning as pruning
from . import public_policy as public_policy
from . import remapping as remapping
from . import reports as reports
from . import requests as requests
from . import severities as severities
from . import source_contract as source_contract
from . import source_findings as source_findings
from . import sources as sources
from . import splitting as splitting
from . import states as states
from . import statutory_lists as statutory_lists
from . import statutory_reports as statutory_reports
from . import store as store
from . import undo as undo
from . import web_pages as web_pages
from . import web_sources as web_sources
from . import workbook_marks as workbook_marks
from . import workbooks as workbooks
