"""How every XML of an Office file is parsed: nothing outside it is resolved, no network is
asked.
"""

from __future__ import annotations

from lxml import etree

PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
