/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * hp_cache, front and depot: contexts on two CPUs each do one alloc or free, from
 * any state that may be when nobody is at work. The script `model` has it checked.
 *
 * A context on a CPU runs only while none above it does, which is what an
 * interrupt is. A step is one access to what others see; loops around a
 * compare-and-exchange are one step, since what they load is only a guess.
 * "Load, raise if down" is one as well: a raise that comes later does the same.
 *
 * Sizes are tiny: a magazine of two, half of it a batch, chunks of WORDS / CHUNKS
 * words, two blocks a word. VARIANT_... are mistakes that must be found.
 */

/* Defined by who runs this: CPU0_LEVELS, CPU1_LEVELS, the contexts of each; CHUNKS. */

#define WORDS		2
#define CHUNK_WORDS	(WORDS / CHUNKS)
#define BLOCKS		3
#define MAGAZINE	2
#define BATCH		1
#define NESTING		3
/* More passes than others can make necessary by their progress. */
#define MAX_PASSES	5

#define BITS(word)	(((word) & 1) + ((word) >> 1 & 1))
#define WORD_OF(block)	((block) / 2)
#define MASK_OF(block)	(1 << (block) % 2)
#define CHUNK_OF(w)	((w) / CHUNK_WORDS)
#define HINT_OF(w)	(1 << (w) % CHUNK_WORDS)

/* The depot. */
byte word[WORDS];
byte hints[CHUNKS];
byte top;
short available;

/* The CPUs. Announced chunks are counted from 1. */
byte running[2];
bool busy[2];
byte count[2];
byte magazine[2 * MAGAZINE];
byte lowering[2 * NESTING];

/* What only the assertions know: rights to bits, and blocks that are allocated. */
short claims;
bool out[BLOCKS];
bool owned[2];
byte live;
byte at_work;

#define ANNOUNCED(c) (lowering[0] == (c) + 1 || lowering[1] == (c) + 1 || \
		      lowering[2] == (c) + 1 || lowering[3] == (c) + 1 || \
		      lowering[4] == (c) + 1 || lowering[5] == (c) + 1)
#define HINTED(w)	((hints[CHUNK_OF(w)] & HINT_OF(w)) && (top >> CHUNK_OF(w) & 1))
#define FINDABLE(w)	((HINTED(w) || ANNOUNCED(CHUNK_OF(w))) -> BITS(word[w]) : 0)

/* Of a context, which init numbers from 1 on. */
#define cpu	(_pid > CPU0_LEVELS)
#define level	(_pid - 1 - (_pid > CPU0_LEVELS -> CPU0_LEVELS : 0))

/* At each step of the depot. */
#define CHECK_DEPOT()							\
	assert(available >= 0 && claims >= 0);				\
	assert(FINDABLE(0) + FINDABLE(1) >= available + claims)

/* What claims and takes; up to `need` blocks, into magazine or `block`. */

inline claim(n)
{
	d_step {
		need = (available < n -> available : n);
		available = available - need;
		claims = claims + need;
		CHECK_DEPOT();
	}
}

inline keep(b)
{
	assert(!out[b]);
	if
	:: nested -> block = b
	:: else -> magazine[cpu * MAGAZINE + need - 1] = b
	fi;
	need--
}

/* A word of level 0: sees it empty, or takes its lowest bits. */
inline take_word(w)
{
	d_step {
		if
		:: need && (word[w] & 1) ->
			word[w] = word[w] & ~1; claims--; keep(2 * (w))
		:: else
		fi;
		if
		:: need && (word[w] & 2) ->
			word[w] = word[w] & ~2; claims--; keep(2 * (w) + 1)
		:: else
		fi;
		if
		:: !word[w] -> seen_empty = seen_empty | HINT_OF(w)
		:: else
		fi;
		CHECK_DEPOT();
	}
}

#define RAISE_HINT(w)	d_step { hints[CHUNK_OF(w)] = hints[CHUNK_OF(w)] | HINT_OF(w) }
#define RAISE_TOP(c)	d_step { top = top | 1 << (c) }

inline raise_again(w)
{
	if
	:: (seen_empty & HINT_OF(w)) && word[w] -> RAISE_HINT(w); RAISE_TOP(CHUNK_OF(w))
	:: else
	fi
}

inline announce()	{ d_step { lowering[cpu * NESTING + level] = chunk + 1 } }
inline retract()	{ d_step { lowering[cpu * NESTING + level] = 0; CHECK_DEPOT() } }

inline lower()
{
	announce();
	d_step { hints[chunk] = hints[chunk] & ~seen_empty; CHECK_DEPOT() };
#ifdef VARIANT_EARLY_RETRACT
	retract();
#endif
#ifndef VARIANT_NO_RECHECK
	raise_again(chunk * CHUNK_WORDS);
	if
	:: CHUNK_WORDS == 2 -> raise_again(chunk * CHUNK_WORDS + CHUNK_WORDS - 1)
	:: else
	fi;
#endif
	if
	:: !hints[chunk] ->
		d_step { top = top & ~(1 << chunk); CHECK_DEPOT() };
#ifndef VARIANT_NO_RECHECK
		if
		:: hints[chunk] -> RAISE_TOP(chunk)
		:: else
		fi
#endif
	:: else
	fi;
#ifndef VARIANT_EARLY_RETRACT
	retract()
#endif
}

inline take_chunk()
{
	d_step { seen_empty = 0; i = 0 };
	do
	:: need && i < CHUNK_WORDS && (left & 1 << i) ->
		take_word(chunk * CHUNK_WORDS + i); i++
	:: need && i < CHUNK_WORDS && !(left & 1 << i) -> i++
	:: else -> break
	od;
	if
	:: need -> lower()
	:: else
	fi
}

inline take_lowered()
{
	which = 0;
	do
	:: need && which < 2 * NESTING ->
		d_step { chunk = lowering[which]; which++ };
		if
		:: chunk -> d_step { chunk--; left = 3 }; take_chunk()
		:: else
		fi
	:: else -> break
	od
}

/* CHUNKS if no hint is up. */
inline find_chunk()
{
	d_step {
		chunk = from;
		do
		:: chunk < CHUNKS && !(top >> chunk & 1) -> chunk++
		:: else -> break
		od;
		skip
	}
}

inline take()
{
	d_step { passes = 0; from = cpu % CHUNKS };
	do
	:: need ->
		find_chunk();
		if
		:: chunk < CHUNKS -> from = chunk + 1; left = hints[chunk]; take_chunk()
		:: else ->
			passes++;
			assert(passes <= MAX_PASSES);
			from = 0;
#ifndef VARIANT_NO_LOOK
			if
			:: passes > 1 -> take_lowered()
			:: else
			fi
#endif
		fi
	:: else -> break
	od
}

/* Gives `put` to the depot. */
inline put_one()
{
#ifdef VARIANT_AVAILABLE_BEFORE_BITS
	d_step { available++; CHECK_DEPOT() };
#endif
#ifdef VARIANT_PLAIN_STORE
	seen_empty = word[WORD_OF(put)];
	d_step { word[WORD_OF(put)] = seen_empty | MASK_OF(put); CHECK_DEPOT() };
#else
	d_step {
		assert(!out[put] && !(word[WORD_OF(put)] & MASK_OF(put)));
		word[WORD_OF(put)] = word[WORD_OF(put)] | MASK_OF(put);
		CHECK_DEPOT()
	};
#endif
#ifdef VARIANT_NO_TOP_HINT
	if
	:: hints[CHUNK_OF(WORD_OF(put))] & HINT_OF(WORD_OF(put))
	:: else -> RAISE_HINT(WORD_OF(put)); RAISE_TOP(CHUNK_OF(WORD_OF(put)))
	fi;
#else
	RAISE_HINT(WORD_OF(put));
	RAISE_TOP(CHUNK_OF(WORD_OF(put)));
#endif
#ifndef VARIANT_AVAILABLE_BEFORE_BITS
	d_step { available++; CHECK_DEPOT() }
#endif
}

inline alloc()
{
	d_step { block = 255; zero = false };
#ifdef VARIANT_COUNT_BEFORE_BUSY
	n = count[cpu];
#endif
	nested = busy[cpu];
	if
	:: nested ->
		claim(1);
		zero = !need;
		take()
	:: else ->
		d_step { assert(!owned[cpu]); busy[cpu] = true; owned[cpu] = true };
#ifndef VARIANT_COUNT_BEFORE_BUSY
		n = count[cpu];
#endif
		if
		:: n -> d_step { block = magazine[cpu * MAGAZINE + n - 1]; n-- }
		:: else ->
			claim(MAGAZINE);
			zero = !need;
			n = need;
			take();
			if
			:: n -> d_step { n--; block = magazine[cpu * MAGAZINE + n] }
			:: else
			fi
		fi;
#ifdef VARIANT_IDLE_BEFORE_COUNT
		d_step { busy[cpu] = false; owned[cpu] = false };
		count[cpu] = n
#else
		count[cpu] = n;
		d_step { busy[cpu] = false; owned[cpu] = false }
#endif
	fi;
	atomic {
		if
		:: block < BLOCKS -> assert(!out[block]); out[block] = true
		:: else -> assert(zero)
		fi
	}
}

inline free()
{
	nested = busy[cpu];
#ifdef VARIANT_NESTED_INTO_MAGAZINE
	nested = false;
#endif
	if
	:: nested -> put = block; put_one()
	:: else ->
#ifndef VARIANT_NESTED_INTO_MAGAZINE
		d_step { assert(!owned[cpu]); busy[cpu] = true; owned[cpu] = true };
#else
		busy[cpu] = true;
#endif
		n = count[cpu];
		if
		:: n == MAGAZINE ->
			put = magazine[cpu * MAGAZINE];
			put_one();
			d_step {
				magazine[cpu * MAGAZINE] = magazine[cpu * MAGAZINE + BATCH];
				n = n - BATCH
			}
		:: else
		fi;
		magazine[cpu * MAGAZINE + n] = block;
		count[cpu] = n + 1;
		d_step { busy[cpu] = false; owned[cpu] = false }
	fi
}



/* Any block that is out. */
inline pick()
{
	if
	:: out[0] -> block = 0
	:: out[1] -> block = 1
	:: out[2] -> block = 2
	fi
}

proctype context() provided (running[cpu] <= level)
{
	byte under, need, n, block, put, chunk, from, left, seen_empty, i, which, passes;
	bool nested, zero;

	d_step { under = running[cpu]; running[cpu] = level };
	if
	:: alloc()
	:: atomic { (out[0] || out[1] || out[2]) -> pick(); out[block] = false }; free()
	fi;
	d_step { running[cpu] = under; at_work-- }
}

#define IN_MAGAZINE(c, b) ((count[c] > 0 && magazine[(c) * MAGAZINE] == (b)) + \
			   (count[c] > 1 && magazine[(c) * MAGAZINE + 1] == (b)))
#define PLACES(b)	(out[b] + ((word[WORD_OF(b)] & MASK_OF(b)) != 0) + \
			 IN_MAGAZINE(0, b) + IN_MAGAZINE(1, b))

inline place(b)
{
	if
	:: out[b] = true
	:: word[WORD_OF(b)] = word[WORD_OF(b)] | MASK_OF(b); available++
	:: count[0] < MAGAZINE -> magazine[count[0]] = b; count[0]++
	:: count[1] < MAGAZINE -> magazine[MAGAZINE + count[1]] = b; count[1]++
	fi
}

/* A hint above an empty word may be up or down. */
inline hint(w)
{
	if
	:: hints[CHUNK_OF(w)] = hints[CHUNK_OF(w)] | HINT_OF(w); top = top | 1 << CHUNK_OF(w)
	:: !word[w]
	fi
}

/* From where the longest ways start: a full magazine, or an empty one. */
inline start()
{
	out[0] = true;
	if
	:: count[0] = 2; magazine[0] = 1; magazine[1] = 2
	:: word[1] = 1; available = 1; out[1] = true
	:: word[0] = 2; word[1] = 1; available = 2
	fi
}

init
{
	atomic {
#ifdef FEW_STARTS
		start();
#else
		place(0); place(1); place(2);
#endif
		hint(0); hint(1);
		at_work = CPU0_LEVELS + CPU1_LEVELS;
		do
		:: _nr_pr <= CPU0_LEVELS + CPU1_LEVELS -> run context()
		:: else -> break
		od
	};
	d_step {
		at_work == 0 ->
		assert(claims == 0);
		assert(available == BITS(word[0]) + BITS(word[1]));
		assert(FINDABLE(0) + FINDABLE(1) == available);
		assert(PLACES(0) == 1 && PLACES(1) == 1 && PLACES(2) == 1)
	}
}
