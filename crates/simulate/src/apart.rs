//! A thread with a runtime of its own, on which a service works while the scheduler waits: two of its requests never run
//! at the same time unless they are meant to. One thread does the blocking work, first come, first served, so that the
//! order in which threads finish cannot differ between two plays.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Sender, channel};
use tokio::runtime::Runtime;

type Work = Box<dyn FnOnce(&Runtime) + Send>;

/// A thread that works for others.
pub struct Apart {
    work: Option<Sender<Work>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Apart {
    /// A thread that waits.
    pub fn begin() -> Self {
        let (work, asked) = channel::<Work>();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .start_paused(true)
                .max_blocking_threads(1)
                .build()
                .expect("a runtime");
            for work in asked {
                work(&runtime);
            }
        });
        Self { work: Some(work), thread: Some(thread) }
    }

    /// Does this there. The caller's thread waits.
    pub fn run<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> T {
        let (done, answer) = channel();
        let whole: Work = Box::new(move |runtime| {
            let _ = done.send(catch_unwind(AssertUnwindSafe(|| runtime.block_on(work))));
        });
        self.work.as_ref().expect("a thread").send(whole).expect("the thread lives");
        answer.recv().expect("the thread answers").unwrap_or_else(|died| resume_unwind(died))
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        drop(self.work.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
