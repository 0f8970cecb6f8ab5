//! The empty workbook in one language, with instructions, dropdowns and an example in each sheet.

use domain::language::Language;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
};

use super::grid::{Grid, Value};
use super::schema::{ChoiceList, FieldKind, FieldSpec, Sheet, pick};
use super::write::Cells;
use crate::table::{WriteError, base_format, header_format, new_workbook};
use crate::text::display_width;

/// The hidden sheet from which the dropdowns take their values.
pub(super) const LISTS: &str = "_lists";

/// What stands in the first cell of the instructions, so that reading passes over them.
const INSTRUCTIONS_MARK: &str = "Legation · 1";

/// Dropdowns and formats reach down to this row; rows below are read all the same.
const LAST_FORMATTED_ROW: u32 = 5_000;

/// The hidden row with the machine's names, the headings, and the example.
const MACHINE_ROW: u32 = 0;
const HEADING_ROW: u32 = 1;
const EXAMPLE_ROW: u32 = 2;

/// The most width of a column of a written workbook in which nothing stands.
const IDLE_WIDTH: f64 = 14.0;

/// How many characters go across a page of A4 so that they can be read without a glass: about
/// three quarters of their size on the screen.
const PAGE_WIDTH: f64 = 190.0;

/// The most pages across.
const MOST_PAGES: u16 = 20;

/// The template in a language. The same language gives the same bytes.
pub fn template(language: Language) -> Result<Vec<u8>, WriteError> {
    book(language, None)
}

/// Tells the rows of a sheet.
type Rows<'a> = &'a dyn Fn(Sheet) -> Vec<Cells>;

/// A workbook with these rows, or the empty one with its examples.
pub(super) fn book(language: Language, rows: Option<Rows<'_>>) -> Result<Vec<u8>, WriteError> {
    let mut workbook = new_workbook(Timestamp::UNIX_EPOCH)?;
    instructions(workbook.add_worksheet(), language)?;
    for sheet in Sheet::ALL {
        write_sheet(&mut workbook, sheet, language, rows)?;
    }
    lists(workbook.add_worksheet(), language)?;
    workbook.worksheet_from_index(0)?.set_active(true);
    Ok(workbook.save_to_buffer()?)
}

/// Whether the sheet is the instructions of a template.
pub(super) fn is_instructions(grid: &Grid) -> bool {
    matches!(grid.cells.first(), Some((_, _, Value::Text(text))) if text.starts_with("Legation · "))
}

const TITLE: [&str; 3] = [
    "人员与对接导入表",
    "Participants workbook",
    "Arbeitsmappe für Teilnehmende",
];

const INSTRUCTIONS: [&[&str]; 3] = [
    &[
        "1. 每个工作表填写一类内容：人员、机构、对接申请、时段、洽谈桌、场地、翻译、对接会设置、已搁置的对象。不需要的工作表可以留空。",
        "2. 绿色表头为列名；带 * 的列必填。请勿改动列名；列的顺序可以调整。",
        "3. 第三行为示例，编号以“示例”开头的行不会导入，可以删除。选中其下的单元格，会显示该列的填写示例。",
        "4. 编号由您自定（如 P001、O001、S1），用于在其他工作表中引用；同一工作表内不可重复。",
        "5. 下拉列表中的内容请直接选择；中文、英文、德文的选项均可识别。",
        "6. 日期请写成 2026-04-14，时间请写成 09:00（24小时制，当地时间），时区请写城市时区，如 Europe/Berlin、Asia/Shanghai、Europe/Istanbul。",
        "7. 每个人至少填写中文姓名或拉丁字母姓名之一；每个机构至少填写一种语言的名称。不确定的名称请照原样填写，不必猜测。",
        "8. 对接申请中的双方可填人员编号或机构编号；展位所属亦同。桌位分布于多个场地时，请在场地表中逐行填写两地及其间所需分钟。希望时段是愿望，不是限制；可指定希望会见的人员。",
        "9. 导入时先显示预览和问题清单（工作表、行、列、改正办法），确认之前不写入任何内容；整批导入可以一次撤销。",
    ],
    &[
        "1. Each sheet holds one kind of thing: participants, organisations, meeting requests, slots, tables, venues, interpreters, settings of the session, who put whom aside. Sheets that you do not need stay empty.",
        "2. The green row holds the headings; columns with * must be filled in. Do not change the headings; their order does not matter.",
        "3. The third row is an example. Rows whose code begins with EXAMPLE are not imported; you may delete them. Choose a cell below it to see an example of what stands in its column.",
        "4. Codes are yours (such as P001, O001, S1). Other sheets refer to them; within a sheet each code stands once.",
        "5. Choose from the dropdown lists where there are any; Chinese, English and German entries are all understood.",
        "6. Write dates as 2026-04-14 and times as 09:00 (24 hours, local time); the time zone is that of a city, such as Europe/Berlin, Asia/Shanghai, Europe/Istanbul.",
        "7. Every person needs a name in Chinese or in Latin letters, every organisation a name in at least one language. Where you are not sure, write the name as you have it; nobody has to guess.",
        "8. The two sides of a meeting request are codes of participants or of organisations, and so is the owner of a booth. Where tables stand in several venues, each row of the sheet of venues says how many minutes it is between two of them. Preferred slots are wishes and rule nothing out; a request may also ask for one person.",
        "9. Importing first shows a preview with every problem (sheet, row, column, remedy). Nothing is written before you confirm, and the whole import can be undone at once.",
    ],
    &[
        "1. Jedes Blatt enthält eine Art von Angaben: Teilnehmende, Organisationen, Gesprächswünsche, Zeitfenster, Tische, Orte, Dolmetscher, Einstellungen der Börse, wer wen zurückgestellt hat. Nicht benötigte Blätter bleiben leer.",
        "2. Die grüne Zeile enthält die Überschriften; Spalten mit * sind Pflicht. Bitte die Überschriften nicht ändern; die Reihenfolge ist beliebig.",
        "3. Die dritte Zeile ist ein Beispiel. Zeilen, deren Kürzel mit BEISPIEL beginnt, werden nicht eingelesen und dürfen gelöscht werden. Wer darunter eine Zelle wählt, sieht ein Beispiel für ihre Spalte.",
        "4. Die Kürzel vergeben Sie selbst (etwa P001, O001, S1). Andere Blätter verweisen darauf; in einem Blatt steht jedes Kürzel nur einmal.",
        "5. Wo es Auswahllisten gibt, bitte daraus wählen; chinesische, englische und deutsche Einträge werden verstanden.",
        "6. Daten als 2026-04-14 oder 14.04.2026, Uhrzeiten als 09:00 (24 Stunden, Ortszeit) schreiben; die Zeitzone ist die einer Stadt, etwa Europe/Berlin, Asia/Shanghai, Europe/Istanbul.",
        "7. Jede Person braucht einen Namen auf Chinesisch oder in lateinischer Schrift, jede Organisation einen Namen in mindestens einer Sprache. Im Zweifel den Namen so eintragen, wie er vorliegt; niemand muss raten.",
        "8. Die beiden Seiten eines Gesprächswunsches sind Kürzel von Teilnehmenden oder von Organisationen, ebenso der Inhaber eines Standes. Stehen Tische an mehreren Orten, sagt jede Zeile des Blattes Orte, wie viele Minuten es zwischen zweien sind. Bevorzugte Zeitfenster sind Wünsche und schließen nichts aus; ein Gesprächswunsch darf auch eine Person nennen.",
        "9. Beim Einlesen erscheint zuerst eine Vorschau mit allen Problemen (Blatt, Zeile, Spalte, Abhilfe). Vor der Bestätigung wird nichts geschrieben, und alles lässt sich mit einem Schritt rückgängig machen.",
    ],
];

fn instructions(sheet: &mut Worksheet, language: Language) -> Result<(), WriteError> {
    sheet.set_name(pick(["说明", "instructions", "Anleitung"], language))?;
    sheet.set_column_width(0, 110)?;
    let muted = base_format()
        .set_font_color(Color::RGB(0x6B_6B_63))
        .set_font_size(9);
    sheet.write_string_with_format(0, 0, INSTRUCTIONS_MARK, &muted)?;
    let title = base_format().set_bold().set_font_size(16);
    sheet.write_string_with_format(1, 0, pick(TITLE, language), &title)?;
    let line = base_format().set_text_wrap();
    for (row, text) in (3..).zip(pick(INSTRUCTIONS, language)) {
        sheet.write_string_with_format(row, 0, *text, &line)?;
        let lines = u16::try_from(display_width(text) / 105 + 1).unwrap_or(1);
        sheet.set_row_height(row, f64::from(lines) * 15.0 + 4.0)?;
    }
    sheet.set_screen_gridlines(false);
    sheet.set_landscape();
    sheet.set_paper_size(9);
    Ok(())
}

fn write_sheet(
    workbook: &mut Workbook,
    sheet: Sheet,
    language: Language,
    rows: Option<Rows<'_>>,
) -> Result<(), WriteError> {
    let page = workbook.add_worksheet();
    page.set_name(sheet.label(language))?;
    let example = base_format()
        .set_italic()
        .set_font_color(Color::RGB(0x8A_8A_80))
        .set_background_color(Color::RGB(0xF4_F1_E8))
        .set_num_format("@");
    let machine = base_format()
        .set_font_color(Color::RGB(0xA0_A0_A0))
        .set_font_size(8);
    let (heading, must) = (
        header_format(),
        header_format().set_font_color(Color::RGB(0xFF_E0_8A)),
    );
    let lines = rows.map(|rows| rows(sheet));
    let mut widths = Vec::with_capacity(sheet.fields().len());
    for (column, field) in (0_u16..).zip(sheet.fields()) {
        let label = field.label(language);
        page.write_string_with_format(MACHINE_ROW, column, sheet.machine_name(field), &machine)?;
        if field.required {
            page.write_string_with_format(HEADING_ROW, column, format!("{label} *"), &must)?;
        } else {
            page.write_string_with_format(HEADING_ROW, column, label, &heading)?;
        }
        if lines.is_none() && stands_in_example(field) {
            let text = pick(field.example, language);
            page.write_string_with_format(EXAMPLE_ROW, column, text, &example)?;
        }
        page.set_column_format(column, &column_format(field.kind))?;
        let is_idle = |rows: &Vec<Cells>| rows.iter().all(|row| !row.contains_key(field.key));
        let width = width(field, language);
        let narrow = lines.as_ref().is_some_and(is_idle);
        widths.push(if narrow { width.min(IDLE_WIDTH) } else { width });
        page.set_column_width(column, widths[usize::from(column)])?;
        let rule = validation(field, language)?.unwrap_or_else(DataValidation::new);
        let rule = with_example(rule, field, language)?;
        // From the row after the example: the example is text and must not be complained about.
        page.add_data_validation(EXAMPLE_ROW + 1, column, LAST_FORMATTED_ROW, column, &rule)?;
    }
    write_rows(page, sheet, &lines.unwrap_or_default())?;
    page.set_row_hidden(MACHINE_ROW)?;
    page.set_row_height(HEADING_ROW, 36)?;
    page.set_freeze_panes(HEADING_ROW + 1, 1)?;
    print(page, sheet, &widths)
}

/// How a sheet is printed: on A4 across, its columns over as many pages as it takes to read them,
/// each with the headings, and with the code and names of each row.
fn print(page: &mut Worksheet, sheet: Sheet, widths: &[f64]) -> Result<(), WriteError> {
    let named = sheet.fields().iter();
    let named = named.take_while(|field| is_name(field.key)).count();
    page.set_landscape();
    page.set_paper_size(9);
    page.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    page.set_print_fit_to_pages(pages_across(widths, named), 0);
    page.set_page_order(true);
    page.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    page.set_repeat_columns(0, u16::try_from(named.saturating_sub(1)).unwrap_or(0))?;
    page.set_footer("&L&A&R&P / &N");
    Ok(())
}

/// Whether a column says of whom or what its row speaks.
fn is_name(key: &str) -> bool {
    key == "code" || key.starts_with("name_")
}

/// Over how many pages the columns go, where the first of them stand on each page.
fn pages_across(widths: &[f64], repeated: usize) -> u16 {
    let repeated: f64 = widths.iter().take(repeated).sum();
    let others = widths.iter().sum::<f64>() - repeated;
    let room = (PAGE_WIDTH - repeated).max(PAGE_WIDTH / 2.0);
    let mut pages = 1_u16;
    while f64::from(pages) * room < others && pages < MOST_PAGES {
        pages += 1;
    }
    pages
}

/// Whether the example row fills this column: what everybody types over, and nothing that would be
/// taken for somebody's wish when the row is typed over and the cell forgotten.
fn stands_in_example(field: &FieldSpec) -> bool {
    let named = ["code", "note", "organisation"].contains(&field.key);
    field.required || named || field.key.starts_with("name_")
}

/// Shows beside a chosen cell what may stand in it.
fn with_example(
    rule: DataValidation,
    field: &FieldSpec,
    language: Language,
) -> Result<DataValidation, WriteError> {
    let example = pick(field.example, language);
    if example.is_empty() || ["code", "note"].contains(&field.key) {
        return Ok(rule);
    }
    let title = pick(["例如", "For example", "Zum Beispiel"], language);
    Ok(rule.set_input_title(title)?.set_input_message(example)?)
}

/// A day or a time of day as spreadsheets keep it.
fn moment(kind: FieldKind, text: &str) -> Option<ExcelDateTime> {
    match kind {
        FieldKind::Date => {
            let day: Date = text.parse().ok()?;
            let year = u16::try_from(day.year()).ok()?;
            let (month, day) = (day.month().unsigned_abs(), day.day().unsigned_abs());
            ExcelDateTime::from_ymd(year, month, day).ok()
        }
        FieldKind::Time => {
            let time: Time = text.parse().ok()?;
            let (hour, minute) = (time.hour().unsigned_abs(), time.minute().unsigned_abs());
            ExcelDateTime::from_hms(u16::from(hour), minute, 0).ok()
        }
        _ => None,
    }
}

/// Writes rows where the empty template has its example.
fn write_rows(page: &mut Worksheet, sheet: Sheet, rows: &[Cells]) -> Result<(), WriteError> {
    for (row, cells) in (EXAMPLE_ROW..).zip(rows) {
        for (column, field) in (0_u16..).zip(sheet.fields()) {
            let Some(text) = cells.get(field.key) else {
                continue;
            };
            let format = column_format(field.kind);
            if let Some(moment) = moment(field.kind, text) {
                page.write_datetime_with_format(row, column, moment, &format)?;
                continue;
            }
            match (field.kind, text.parse::<u32>()) {
                (FieldKind::Number(..), Ok(number)) => {
                    page.write_number_with_format(row, column, number, &format)?
                }
                _ => page.write_string_with_format(row, column, text, &format)?,
            };
        }
    }
    Ok(())
}

fn column_format(kind: FieldKind) -> Format {
    match kind {
        FieldKind::Date => base_format().set_num_format("yyyy-mm-dd"),
        FieldKind::Time => base_format().set_num_format("hh:mm"),
        FieldKind::Number(..) => base_format(),
        FieldKind::LongText(_) => base_format().set_num_format("@").set_text_wrap(),
        // As text, so that 0049 and 001 keep their zeros.
        _ => base_format().set_num_format("@"),
    }
}

fn width(field: &FieldSpec, language: Language) -> f64 {
    let least = match field.kind {
        FieldKind::LongText(_) => 40,
        FieldKind::Text(limit) if limit >= 200 => 24,
        FieldKind::Organisation | FieldKind::Email | FieldKind::Link => 24,
        FieldKind::Code | FieldKind::Country | FieldKind::Number(..) => 10,
        _ => 14,
    };
    // Headings wrap into two lines.
    let heading = display_width(field.label(language)) / 2 + 6;
    let example = display_width(pick(field.example, language)) + 2;
    f64::from(u32::try_from(least.max(heading).max(example.min(40))).unwrap_or(40))
}

/// What a cell of the column accepts while somebody types.
fn validation(field: &FieldSpec, language: Language) -> Result<Option<DataValidation>, WriteError> {
    let empty = DataValidation::new();
    let (rule, lines) = match field.kind {
        FieldKind::Organisation => return Ok(Some(suggestion(Sheet::Organisations, language))),
        FieldKind::Party | FieldKind::Person => {
            return Ok(Some(suggestion(Sheet::Participants, language)));
        }
        FieldKind::Table => return Ok(Some(suggestion(Sheet::Tables, language))),
        FieldKind::Slot => return Ok(Some(suggestion(Sheet::Slots, language))),
        FieldKind::Choice(list) => (
            empty.allow_list_formula(list_formula(list, language)),
            CHOOSE,
        ),
        FieldKind::Zone => {
            let column = super::position::column_name(u32::from(ZONE_COLUMN));
            let zones = Formula::new(format!("={LISTS}!${column}$1:${column}${}", ZONES.len()));
            // Every other IANA zone is fine as well: a warning, not a refusal.
            (
                empty
                    .allow_list_formula(zones)
                    .set_error_style(DataValidationErrorStyle::Warning),
                WRITE_ZONE,
            )
        }
        FieldKind::Date => {
            let (first, last) = (
                ExcelDateTime::from_ymd(2000, 1, 1)?,
                ExcelDateTime::from_ymd(2099, 12, 31)?,
            );
            (
                empty.allow_date(DataValidationRule::Between(first, last)),
                WRITE_DATE,
            )
        }
        FieldKind::Time => {
            let (first, last) = (
                ExcelDateTime::from_hms(0, 0, 0)?,
                ExcelDateTime::from_hms(23, 59, 0)?,
            );
            (
                empty.allow_time(DataValidationRule::Between(first, last)),
                WRITE_TIME,
            )
        }
        FieldKind::Number(min, max) => {
            let bound = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
            (
                empty.allow_whole_number(DataValidationRule::Between(bound(min), bound(max))),
                WRITE_NUMBER,
            )
        }
        _ => return Ok(None),
    };
    let title = pick(["请检查", "Please check", "Bitte prüfen"], language);
    Ok(Some(
        rule.set_error_title(title)?
            .set_error_message(pick(lines, language))?,
    ))
}

const CHOOSE: [&str; 3] = [
    "请从列表中选择。",
    "Please choose from the list.",
    "Bitte aus der Liste wählen.",
];
const WRITE_ZONE: [&str; 3] = [
    "请使用 IANA 时区名称，如 Europe/Berlin。",
    "Please use an IANA time zone such as Europe/Berlin.",
    "Bitte eine IANA-Zeitzone wie Europe/Berlin verwenden.",
];
const WRITE_DATE: [&str; 3] = [
    "请写成 2026-04-14。",
    "Please write it as 2026-04-14.",
    "Bitte als 2026-04-14 oder 14.04.2026 schreiben.",
];
const WRITE_TIME: [&str; 3] = [
    "请写成 09:00。",
    "Please write it as 09:00.",
    "Bitte als 09:00 schreiben.",
];
const WRITE_NUMBER: [&str; 3] = [
    "请填写整数。",
    "Please write a whole number.",
    "Bitte eine ganze Zahl eintragen.",
];

/// Offers the codes of another sheet without insisting: names and other codes are fine too.
fn suggestion(target: Sheet, language: Language) -> DataValidation {
    let name = target.label(language);
    let range = format!("='{name}'!$A${}:$A${LAST_FORMATTED_ROW}", EXAMPLE_ROW + 2);
    DataValidation::new()
        .allow_list_formula(Formula::new(range))
        .show_error_message(false)
}

fn list_formula(list: ChoiceList, language: Language) -> Formula {
    let column = ChoiceList::ALL
        .iter()
        .position(|other| *other == list)
        .unwrap_or(0);
    let letter = super::position::column_name(u32::try_from(column).unwrap_or(0));
    Formula::new(format!(
        "={LISTS}!${letter}$1:${letter}${}",
        list.labels(language).len()
    ))
}

/// Where the zones stand on the hidden sheet: behind all lists.
const ZONE_COLUMN: u16 = ChoiceList::ALL.len() as u16;

/// Zones that the dropdown offers; every other zone can be typed.
const ZONES: [&str; 30] = [
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Singapore",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Asia/Riyadh",
    "Europe/Istanbul",
    "Europe/Moscow",
    "Europe/Athens",
    "Europe/Helsinki",
    "Europe/Bucharest",
    "Europe/Berlin",
    "Europe/Vienna",
    "Europe/Zurich",
    "Europe/Paris",
    "Europe/Rome",
    "Europe/Madrid",
    "Europe/Amsterdam",
    "Europe/Budapest",
    "Europe/Warsaw",
    "Europe/London",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Los_Angeles",
    "UTC",
];

fn lists(sheet: &mut Worksheet, language: Language) -> Result<(), WriteError> {
    sheet.set_name(LISTS)?;
    let format = base_format()
        .set_align(FormatAlign::Left)
        .set_border(FormatBorder::None);
    for (column, list) in (0_u16..).zip(ChoiceList::ALL) {
        for (row, label) in (0_u32..).zip(list.labels(language)) {
            sheet.write_string_with_format(row, column, label, &format)?;
        }
    }
    for (row, zone) in (0_u32..).zip(ZONES) {
        sheet.write_string_with_format(row, ZONE_COLUMN, zone, &format)?;
    }
    sheet.set_hidden(true);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_sheets_go_over_several_pages() {
        assert_eq!(pages_across(&[10.0, 20.0, 30.0], 1), 1);
        assert_eq!(pages_across(&[10.0; 19], 1), 1);
        // Eighteen columns stand beside the first on each page.
        assert_eq!(pages_across(&[10.0; 20], 1), 2);
        assert_eq!(pages_across(&[10.0; 37], 1), 2);
        assert_eq!(pages_across(&[10.0; 38], 1), 3);
        assert_eq!(pages_across(&[1_000.0; 200], 3), MOST_PAGES);
        assert_eq!(pages_across(&[], 1), 1);
    }
}
