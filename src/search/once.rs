//! What takes long to make and is made when it is first asked for.

use std::sync::{Mutex, OnceLock, PoisonError};

/// A place for it: of those who ask at once one makes it, and the others wait.
pub(crate) struct Once<T> {
    made: OnceLock<T>,
    making: Mutex<()>,
}

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self { made: OnceLock::new(), making: Mutex::new(()) }
    }
}

impl<T> Once<T> {
    /// What was made before.
    pub(crate) fn made(&self) -> Option<&T> {
        self.made.get()
    }

    /// What was made before, or what `new` makes; if it fails, the next one who asks tries again.
    pub(crate) fn get<E>(&self, new: impl FnOnce() -> Result<T, E>) -> Result<&T, E> {
        if let Some(made) = self.made.get() {
            return Ok(made);
        }
        let _turn = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = self.made.get() {
            return Ok(made);
        }
        let made = new()?;
        Ok(self.made.get_or_init(|| made))
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        thread,
        time::Duration,
    };

    use super::*;

    #[test]
    fn many_who_ask_at_once_have_it_made_once() {
        let (place, made) = (Once::default(), AtomicUsize::new(0));
        assert_eq!(place.get(|| Err("no")), Err("no"));
        let new = || {
            thread::sleep(Duration::from_millis(20));
            Ok::<_, ()>(made.fetch_add(1, Ordering::Relaxed) + 7)
        };
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| assert_eq!(place.get(new), Ok(&7)));
            }
        });
        assert_eq!((made.load(Ordering::Relaxed), place.made()), (1, Some(&7)));
    }
}
