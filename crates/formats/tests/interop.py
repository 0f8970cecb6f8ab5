"""Opens what the crate wrote with openpyxl and icalendar and checks what they understand."""

import datetime
import pathlib
import sys

import icalendar
import openpyxl

folder = pathlib.Path(sys.argv[1])

raw = (folder / "feed.ics").read_bytes()
calendar = icalendar.Calendar.from_ical(raw)
events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
assert len(zones) == 6, zones

# The components themselves must say the same as the IANA database: rules are read from the file.
tables = {str(zone["TZID"]): zone.to_tz(lookup_tzid=False) for zone in calendar.walk("VTIMEZONE")}
expected = [line.rsplit(" ", 1) for line in (folder / "feed.txt").read_text().splitlines()]
assert len(expected) == 144
for uid, second in expected:
    event = events[uid]
    start = event.decoded("DTSTART")
    # Morocco's rules change every few years: the interpreter's database may be of another year.
    if "Casablanca" not in uid:
        assert start.timestamp() == int(second), (uid, start)
    zone = tables[event["DTSTART"].params["TZID"]]
    local = start.replace(tzinfo=None)
    here = zone.localize(local) if hasattr(zone, "localize") else local.replace(tzinfo=zone)
    assert here.timestamp() == int(second), (uid, here, second)
    assert str(event["STATUS"]) == "CONFIRMED"
    assert str(event["SUMMARY"]).startswith("企业对接会；Gespräch, 1")
    assert str(event["DESCRIPTION"]) == "line\nline"
assert events["days"].decoded("DTSTART") == datetime.date(2026, 5, 1)
assert events["days"].decoded("DTEND") == datetime.date(2026, 5, 4)
assert str(calendar["X-WR-CALNAME"]) == "试验"
assert icalendar.Calendar.from_ical(calendar.to_ical()) == calendar

for language, people, houses, roles in [
    ("zh-Hans", "人员", "机构", "团长"),
    ("en", "participants", "organisations", "head of delegation"),
    ("de", "Teilnehmende", "Organisationen", "Delegationsleitung"),
]:
    book = openpyxl.load_workbook(folder / f"template-{language}.xlsx")
    # Instructions, nine sheets, and the hidden lists.
    assert len(book.sheetnames) == 11, book.sheetnames
    sheet = book[people]
    assert sheet.row_dimensions[1].hidden and sheet["A1"].value == "#participants.code"
    assert sheet.freeze_panes == "B3"
    # A wide sheet prints over several pages, each with the headings and the names.
    wide = book[houses]
    assert wide.page_setup.fitToWidth in range(3, 7) and wide.page_setup.fitToHeight == 0
    assert wide.page_setup.orientation == "landscape"
    assert (wide.print_title_rows, wide.print_title_cols) == ("$2:$2", "$A:$D")
    # Beside each cell stands an example, and in the row to type over nothing that is a wish.
    prompts = [rule.prompt for rule in sheet.data_validations.dataValidation]
    assert "S1, S2" in prompts and "wang@example.com" in prompts, prompts
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert any("_lists" in rule.formula1 for rule in lists)
    assert book["_lists"].sheet_state == "hidden" and book["_lists"]["A1"].value == roles

sheet = openpyxl.load_workbook(folder / "session.xlsx")["Gesprächswünsche"]
assert sheet["A2"].value == "Kürzel" and sheet.row_dimensions[1].hidden
row = {sheet.cell(1, c.column).value: c.value for c in sheet[3]}
assert row["#meeting_requests.preferred"] == "S1, S2", row
assert row["#meeting_requests.to_person"] == "P2" and row["#meeting_requests.answer"] == "offen", row
assert row["#meeting_requests.sent"] == "2026-04-01 09:30:00+00:00", row
assert row["#meeting_requests.sent_by"] == "Teilnehmer", row
assert sheet["A3"].data_type == "s"

sheet = openpyxl.load_workbook(folder / "table.xlsx")["名单"]
assert sheet["A2"].data_type == "s" and sheet["A2"].value == "=1+1"
assert sheet["B2"].value == datetime.datetime(2026, 4, 14) and sheet["B2"].is_date
assert sheet["C2"].value == -3
assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:C3"
print("all checks passed")
