//! Reading dates and times as people write them.

use domain::time::{BadTime, When, ZoneName};
use jiff::civil::{Date, DateTime, Time};

use super::Submitted;

impl Submitted {
    /// A date, if one was typed.
    pub fn date(&mut self, name: &str) -> Option<Date> {
        let text = self.raw(name).trim().to_owned();
        self.date_of(name, &text)
    }

    /// A date that must be given.
    pub fn required_date(&mut self, name: &str) -> Option<Date> {
        let date = self.date(name);
        self.must(name, date.is_some());
        date
    }

    fn date_of(&mut self, name: &str, text: &str) -> Option<Date> {
        if text.is_empty() {
            return None;
        }
        let date = text.parse().ok();
        if date.is_none() {
            self.refuse(name, "form-error-date");
        }
        date
    }

    fn time_of(&mut self, name: &str, text: &str) -> Option<Time> {
        let (hour, minute) = text.split_once([':', '：', '.']).unwrap_or((text, ""));
        let minute = minute.split(':').next().unwrap_or_default();
        let time = hour
            .trim()
            .parse()
            .ok()
            .zip(if minute.is_empty() {
                Some(0)
            } else {
                minute.trim().parse().ok()
            })
            .and_then(|(h, m): (i8, i8)| Time::new(h, m, 0, 0).ok());
        if time.is_none() {
            let key = if text.is_empty() {
                "form-error-required"
            } else {
                "form-error-time"
            };
            self.refuse(name, key);
        }
        time
    }

    /// A zone that must be given.
    pub fn zone(&mut self, name: &str) -> Option<ZoneName> {
        let zone = ZoneName::new(self.raw(name)).ok();
        if zone.is_none() {
            self.refuse(name, "form-error-zone");
        }
        zone
    }

    /// A local date and time with its zone, if one was typed.
    pub fn moment(&mut self, name: &str) -> Option<(DateTime, ZoneName)> {
        let part = |tail: &str| self.raw(&format!("{name}.{tail}")).trim().to_owned();
        let (date, time, zone) = (part("date"), part("time"), part("zone"));
        if date.is_empty() && time.is_empty() {
            return None;
        }
        let date = self.date_of(name, &date);
        self.must(name, date.is_some());
        let time = self.time_of(name, &time);
        let zone = self.zone_of(name, &zone);
        Some((date?.to_datetime(time?), zone?))
    }

    fn zone_of(&mut self, name: &str, text: &str) -> Option<ZoneName> {
        let zone = ZoneName::new(text).ok();
        if zone.is_none() {
            self.refuse(name, "form-error-zone");
        }
        zone
    }

    /// A time as exactly as the person knows it.
    pub fn when(&mut self, name: &str) -> Option<When> {
        let part = |tail: &str| self.raw(&format!("{name}.{tail}")).trim().to_owned();
        match part("known").as_str() {
            "exact" => self.exact(name),
            "day" => {
                let text = part("date");
                let date = self.date_of(name, &text);
                self.must(name, date.is_some());
                Some(When::Day { date: date? })
            }
            "span" => {
                let (from, to) = (part("date"), part("to"));
                let (from, to) = (self.date_of(name, &from), self.date_of(name, &to));
                self.must(name, from.is_some() && to.is_some());
                let when = When::span(from?, to?);
                self.sensible(name, when)
            }
            "not_published" => Some(When::NotPublished { note: part("note") }),
            _ => {
                self.refuse(name, "form-error-required");
                None
            }
        }
    }

    fn exact(&mut self, name: &str) -> Option<When> {
        let part = |tail: &str| self.raw(&format!("{name}.{tail}")).trim().to_owned();
        let [date, start, end, end_date, zone] =
            ["date", "start", "end", "end_date", "zone"].map(part);
        let date = self.date_of(name, &date);
        self.must(name, date.is_some());
        let start = self.time_of(name, &start);
        let end = self.time_of(name, &end);
        let end_date = self.date_of(name, &end_date).or(date);
        let zone = self.zone_of(name, &zone);
        let when = When::exact(
            date?.to_datetime(start?),
            end_date?.to_datetime(end?),
            zone?,
        );
        self.sensible(name, when)
    }

    fn sensible(&mut self, name: &str, when: Result<When, BadTime>) -> Option<When> {
        match when {
            Ok(when) => Some(when),
            Err(BadTime::EndBeforeStart) => {
                self.refuse(name, "form-error-end-before-start");
                None
            }
            Err(BadTime::TooLong) => {
                self.refuse(name, "form-error-too-long-span");
                None
            }
        }
    }
}
