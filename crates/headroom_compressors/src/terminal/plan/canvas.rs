//! The screen and the lines that have scrolled off it.

use std::collections::VecDeque;

use headroom_core::EXPANSION_FACTOR;

use super::frame::{Effect, Frame};
use super::row::{Row, is_narrow};
use crate::terminal::parse::Control;

/// Frames of progress are similar: at least one overwritten character in `ALIKE_SHARE` stays the same.
/// Otherwise the text is assumed to have lines that end in a carriage return, as old files do. With fewer
/// than `FEW_OVER` overwritten characters nothing can be concluded.
const ALIKE_SHARE: usize = 3;
const FEW_OVER: usize = 8;
/// Maximum column to which the cursor moves without text.
const MAX_WIDTH: usize = 1 << 12;
/// Columns of earlier frames that may be read for each byte of the text. Progress has lines of at most some hundred
/// columns.
const READ_FACTOR: usize = 32;
/// Blanks that moves of the cursor may leave, in addition to a multiple of the text.
const MAX_BLANKS: usize = 1 << 16;

/// The lines that can still be overwritten, and the text of those that cannot.
#[expect(clippy::struct_excessive_bools, reason = "they are independent facts about the line, not a state")]
pub(super) struct Canvas {
    out: String,
    rows: VecDeque<Row>,
    row: usize,
    pub(super) column: usize,
    height: usize,
    /// Whether the cursor has returned to the start of its line, and nothing has been written since.
    pub(super) returned: bool,
    /// The column at which the last frame of the line starts.
    frame: usize,
    /// Whether an earlier frame of the line was a repaint.
    paints: bool,
    /// Whether the line began with a carriage return, and whether something was erased in it.
    leads: bool,
    erased: bool,
    /// Whether a frame was given a line of its own: lines no longer stand where the program put them.
    splits: bool,
    /// The number of overwritten characters, and of those that were overwritten by the same character.
    over: usize,
    alike: usize,
    /// How many more blanks moves of the cursor may leave.
    blanks: usize,
    /// How many more columns of earlier frames may be read.
    columns: usize,
}

impl Canvas {
    /// A canvas for a text of this length, on a screen of this height.
    pub(super) fn new(bytes: usize, height: u32) -> Self {
        let blanks = bytes.saturating_mul(EXPANSION_FACTOR).saturating_add(MAX_BLANKS);
        Self {
            out: String::with_capacity(bytes),
            rows: VecDeque::from([Row::default()]),
            row: 0,
            column: 0,
            height: height as usize,
            returned: false,
            frame: 0,
            paints: false,
            leads: false,
            erased: false,
            splits: false,
            over: 0,
            alike: 0,
            blanks,
            columns: bytes.saturating_mul(READ_FACTOR).saturating_add(MAX_BLANKS),
        }
    }

    /// Writes a character. `None` if the widths of characters would matter, or if moves of the cursor left
    /// too many blanks.
    pub(super) fn put(&mut self, c: char) -> Option<()> {
        let row = &mut self.rows[self.row];
        if let Some(old) = row.get(self.column) {
            if !is_narrow(old) || !is_narrow(c) {
                return None;
            }
            self.over += 1;
            self.alike += usize::from(old == c);
            row.replace(self.column, c);
        } else {
            self.blanks = self.blanks.checked_sub(self.column - row.len())?;
            row.append(self.column, c);
        }
        self.column += 1;
        Some(())
    }

    /// Moves the cursor to the start of the line.
    pub(super) fn carriage_return(&mut self) {
        self.leads |= self.rows[self.row].len() == 0;
        self.column = 0;
        self.returned = true;
    }

    /// Decides what becomes of the line, before the first character of a frame after a carriage return is
    /// written. `None` if wide lines are repainted so often that reading them takes too long.
    pub(super) fn begin_frame(&mut self, frame: &Frame) -> Option<()> {
        self.returned = false;
        let row = &mut self.rows[self.row];
        if row.len() == 0 && !self.erased {
            // Nothing is repainted: the return stays as it is.
            row.append(0, '\r');
            (self.frame, self.column) = (1, 1);
            return Some(());
        }
        self.columns = self.columns.checked_sub(row.len().saturating_sub(self.frame))?;
        let before = Frame::from(row.text(self.frame));
        let paints = self.paints || self.leads && frame.is_like(&before);
        match frame.effect_on(&before, paints) {
            Effect::Spins => {}
            Effect::Repaints => {
                self.paints = true;
                self.keep_error(&before);
                self.rows[self.row].truncate(self.frame);
                self.column = self.frame;
            }
            Effect::Stays => {
                row.append(row.len(), '\r');
                self.paints = false;
                (self.frame, self.column) = (row.len(), row.len());
            }
        }
        Some(())
    }

    /// Gives a frame that reports an error a line of its own, so that the next frame does not hide it.
    fn keep_error(&mut self, frame: &Frame) {
        if self.row + 1 == self.rows.len() && frame.reports_error() {
            self.line_feed();
            (self.paints, self.splits) = (true, true);
        }
    }

    pub(super) fn line_feed(&mut self) {
        self.end_frame();
        self.row += 1;
        self.column = 0;
        (self.frame, self.returned) = (0, false);
        (self.paints, self.leads, self.erased) = (false, false, false);
        if self.row == self.rows.len() {
            self.rows.push_back(Row::default());
        }
        if self.rows.len() > self.height
            && let Some(first) = self.rows.pop_front()
        {
            self.row -= 1;
            first.write(&mut self.out);
            self.out.push('\n');
        }
    }

    /// Keeps the carriage return behind the last frame of a line whose returns are no repaints.
    fn end_frame(&mut self) {
        if self.returned && self.frame > 0 {
            let row = &mut self.rows[self.row];
            row.append(row.len(), '\r');
        }
        self.returned = false;
    }

    pub(super) fn control(&mut self, control: Control) -> Option<()> {
        let erases = match control {
            Control::Nothing => return Some(()),
            Control::EraseLine => true,
            Control::EraseBehind => self.column == 0,
            _ => false,
        };
        self.erased |= erases;
        if erases {
            let shown = Frame::from(self.rows[self.row].text(self.frame));
            self.keep_error(&shown);
        }
        self.returned = false;
        let row = &mut self.rows[self.row];
        match control {
            Control::Nothing => {}
            Control::Lines(by) => {
                let target = self.row.checked_add_signed(by as isize)?;
                if target >= self.rows.len() || self.splits {
                    return None;
                }
                self.row = target;
                self.frame = 0;
            }
            Control::Columns(_) | Control::Column(_) if !row.is_narrow() => return None,
            Control::Columns(by) => {
                self.column = self.column.saturating_add_signed(by as isize).min(MAX_WIDTH.max(row.len()));
            }
            Control::Column(column) => self.column = column.min(MAX_WIDTH.max(row.len())),
            Control::EraseBehind => {
                row.truncate(self.column);
                self.frame = self.frame.min(row.len());
            }
            Control::EraseInFront => row.erase_front(self.column + 1),
            Control::EraseLine => {
                row.truncate(0);
                self.frame = 0;
            }
            Control::EraseBelow => {
                row.truncate(self.column);
                self.rows.truncate(self.row + 1);
            }
        }
        Some(())
    }

    /// The text that stays on the screen. `None` if nothing indicates that it was written for a screen.
    pub(super) fn finish(mut self) -> Option<String> {
        self.end_frame();
        if self.over >= FEW_OVER && self.alike * ALIKE_SHARE < self.over {
            return None;
        }
        for (index, row) in self.rows.iter().enumerate() {
            if index > 0 {
                self.out.push('\n');
            }
            row.write(&mut self.out);
        }
        Some(self.out)
    }
}
