//! What a run finds, and whether it can go on from that.

use std::borrow::Cow;

use super::Options;
use crate::archive::{Archive, ArchiveError, Reader};

/// What a run finds.
pub(super) enum Found {
    /// No index, or one that is not to be gone on from.
    Nothing,
    /// An index of an older format.
    Outdated(u32),
    /// An index to go on from.
    Index(Box<Reader>),
}

impl Found {
    pub(super) fn reader(&self) -> Option<&Reader> {
        if let Self::Index(reader) = self { Some(reader) } else { None }
    }

    pub(super) fn outdated(&self) -> Option<u32> {
        if let Self::Outdated(format) = self { Some(*format) } else { None }
    }
}

impl Archive {
    /// What there is to go on from.
    pub(super) fn found(&self, options: &Options) -> Result<Found, ArchiveError> {
        if options.rebuild || !self.is_indexed() {
            return Ok(Found::Nothing);
        }
        match Reader::open(self) {
            Ok(reader) => Ok(Found::Index(Box::new(reader))),
            Err(ArchiveError::OtherFormat { found, expected, .. }) if found < expected => {
                Ok(Found::Outdated(found))
            }
            Err(error) => Err(error),
        }
    }

    /// What a run is about: an index that takes the place of another has all that was in that one, whatever part of the
    /// folder was named.
    pub(super) fn as_far_as_it_goes<'o>(&self, options: &'o Options, found: &Found) -> Cow<'o, Options> {
        if found.reader().is_some() || !self.is_indexed() {
            return Cow::Borrowed(options);
        }
        Cow::Owned(Options { start: None, rules_now: options.rules.clone(), ..options.clone() })
    }
}
