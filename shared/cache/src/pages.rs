//! Public answers, kept for a moment. Each is kept under the generation of the catalogue that it was made in; a new
//! generation leaves all of them behind at once.

use crate::Cache;
use domain::SystemClock;
use domain::ids::MakerId;
use redis::Script;
use std::sync::LazyLock;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// So long others wait for whoever makes an answer; after that somebody else may make it.
const TURN: Duration = Duration::from_secs(2);

/// How often those who wait look.
const GLANCE: Duration = Duration::from_millis(5);

/// Looks for an answer of today's generation. Keys: the generation, the answer, whose turn it is to make one.
/// Arguments: a generation in case there is none, the caller's name, the length of a turn in milliseconds. Answers
/// the generation and either the answer, or `1` if it is the caller's turn, or `0` if it is another's.
static LOOK: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local generation = redis.call('GET', KEYS[1])
        if not generation then
            generation = ARGV[1]
            redis.call('SET', KEYS[1], generation)
        end
        local kept = redis.call('GET', KEYS[2])
        if kept and kept:sub(1, #generation) == generation then
            return { generation, 0, kept:sub(#generation + 1) }
        end
        local turn = redis.call('SET', KEYS[3], ARGV[2], 'NX', 'PX', ARGV[3])
        return { generation, turn and 1 or 0, false }
        ",
    )
});

/// Keeps an answer, and ends the turn of whoever made it. Keys: the answer, the turn. Arguments: generation and
/// answer, how many seconds it is kept, the maker's name.
static KEEP: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
        if redis.call('GET', KEYS[2]) == ARGV[3] then
            redis.call('DEL', KEYS[2])
        end
        ",
    )
});

/// Ends a turn that made nothing.
static GIVE_UP: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        if redis.call('GET', KEYS[1]) == ARGV[1] then
            redis.call('DEL', KEYS[1])
        end
        ",
    )
});

/// Answers that depend on what one database holds.
#[derive(Clone)]
pub struct Pages {
    cache: Cache,
    database: String,
}

/// What a look found.
enum Look {
    Kept(String),
    /// The caller makes it, in this generation.
    Turn(String),
    Anothers,
    /// Redis does not answer.
    Unknown,
}

impl Pages {
    /// `database` tells apart the shops that share a Redis.
    #[must_use]
    pub fn new(cache: Cache, database: impl Into<String>) -> Self {
        let database = database.into();
        Self { cache, database }
    }

    /// The answer under `key`: the one that is kept, or the one that `make` makes, which is then kept for so many
    /// seconds. Of many who ask at once one makes it and the others wait for it, though not for ever. An answer
    /// made from what was there before [`Self::forget`] is never given after it.
    pub async fn get<E>(
        &self,
        key: &str,
        seconds: u32,
        make: impl AsyncFnOnce() -> Result<String, E>,
    ) -> Result<String, E> {
        let maker = MakerId::generate(&SystemClock).to_string();
        let patience = Instant::now() + TURN;
        let generation = loop {
            match self.look(key, &maker).await {
                Look::Kept(answer) => return Ok(answer),
                Look::Turn(generation) => break generation,
                Look::Anothers if Instant::now() < patience => sleep(GLANCE).await,
                Look::Anothers | Look::Unknown => return make().await,
            }
        };
        let outcome = make().await;
        match &outcome {
            Ok(answer) => self.keep(key, seconds, &generation, answer, &maker).await,
            Err(_) => self.give_up(key, &maker).await,
        }
        outcome
    }

    /// Leaves every answer behind that was made until now. Without Redis nothing is kept, and where it cannot be
    /// reached from here alone, what is kept there ends by itself.
    pub async fn forget(&self) {
        let mut set = redis::cmd("SET");
        set.arg(self.generation())
            .arg(MakerId::generate(&SystemClock).to_string());
        let _ = self.cache.query::<()>(&set).await;
    }

    async fn look(&self, key: &str, maker: &str) -> Look {
        let mut look = LOOK.prepare_invoke();
        look.key(self.generation())
            .key(self.answer(key))
            .key(self.turn(key))
            .arg(maker)
            .arg(maker)
            .arg(TURN.as_millis().to_string());
        let look = &look;
        let found: Option<(String, u8, Option<String>)> = self
            .cache
            .run(|mut connection| async move { look.invoke_async(&mut connection).await })
            .await;
        match found {
            None => Look::Unknown,
            Some((_, _, Some(answer))) => Look::Kept(answer),
            Some((generation, 1, None)) => Look::Turn(generation),
            Some(_) => Look::Anothers,
        }
    }

    async fn keep(&self, key: &str, seconds: u32, generation: &str, answer: &str, maker: &str) {
        let mut keep = KEEP.prepare_invoke();
        keep.key(self.answer(key))
            .key(self.turn(key))
            .arg(format!("{generation}{answer}"))
            .arg(seconds)
            .arg(maker);
        let keep = &keep;
        let _: Option<()> = self
            .cache
            .run(|mut connection| async move { keep.invoke_async(&mut connection).await })
            .await;
    }

    async fn give_up(&self, key: &str, maker: &str) {
        let mut give_up = GIVE_UP.prepare_invoke();
        give_up.key(self.turn(key)).arg(maker);
        let give_up = &give_up;
        let _: Option<()> = self
            .cache
            .run(|mut connection| async move { give_up.invoke_async(&mut connection).await })
            .await;
    }

    // Braces keep what one script touches in one slot of a cluster.

    fn generation(&self) -> String {
        format!("pages:{{{}}}", self.database)
    }

    fn answer(&self, key: &str) -> String {
        format!("pages:{{{}}}:{key}", self.database)
    }

    fn turn(&self, key: &str) -> String {
        format!("pages:{{{}}}:turn:{key}", self.database)
    }
}
