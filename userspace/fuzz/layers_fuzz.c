// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Fuzzes the three layers: the input is a sequence of operations, each a byte
 * and its arguments. The layers and their model do the same, and are compared
 * after each.
 */

#include <sanitizer/asan_interface.h>

#include "check.h"
#include "layers_model.h"

#define ARENAS	2
#define BLOCKS	4

struct input {
	const uint8_t *next;
	const uint8_t *end;
};

static struct model_arena arenas[ARENAS];
static struct hp_fixed_block fixed_blocks[BLOCKS];
static struct model_blocks blocks[BLOCKS];

static struct hp_size_class size_class;
static bool size_class_live;
static struct model_arena class_arenas[HP_SIZE_CLASS_COUNT];
static struct model_blocks classes[HP_SIZE_CLASS_COUNT];

/* What is missing at the end is 0. */
static unsigned int byte(struct input *input)
{
	return input->next == input->end ? 0 : *input->next++;
}

static unsigned int word(struct input *input)
{
	unsigned int low = byte(input);

	return low | byte(input) << 8;
}

/* Mostly a few pages; else what is no good, or too much. */
static size_t any_size(struct input *input)
{
	static const size_t sizes[] = {
		0, 1, 8, 4095, 4097, 6144, 256UL << 20, (256UL << 20) + 4096,
		512UL << 20, 1UL << 40, SIZE_MAX - 4095, SIZE_MAX,
	};
	unsigned int i = byte(input);

	return i < ARRAY_SIZE(sizes) ? sizes[i] :
	       (size_t)(i - ARRAY_SIZE(sizes)) % 48 * HP_PAGE_SIZE;
}

static const struct hp_page_source *any_source(struct input *input)
{
	return byte(input) % 2 ? &fuzz_source : NULL;
}

/* An arena in the wanted state, or NULL. */
static struct model_arena *any_arena(struct input *input, bool live)
{
	struct model_arena *arena = &arenas[byte(input) % ARENAS];

	return arena->live == live ? arena : NULL;
}

static void destroy_arena(struct model_arena *arena)
{
	unsigned int i;

	for (i = 0; i < BLOCKS; i++) {
		if (blocks[i].arena == arena)
			model_blocks_end(&blocks[i]);
	}
	model_arena_destroy(arena);
}

static void op_arena_init(struct input *input)
{
	struct model_arena *arena = &arenas[byte(input) % ARENAS];
	size_t size = any_size(input);

	if (arena->live)
		destroy_arena(arena);
	model_arena_init(arena, size, any_source(input));
}

static void op_arena_destroy(struct input *input)
{
	destroy_arena(&arenas[byte(input) % ARENAS]);
}

static void op_arena_set_growth(struct input *input)
{
	struct model_arena *arena = any_arena(input, true);

	if (arena)
		model_arena_set_growth(arena, any_size(input));
}

static void op_arena_reserve(struct input *input)
{
	struct model_arena *arena = any_arena(input, true);

	if (arena)
		model_arena_reserve(arena, any_size(input));
}

static void op_arena_alloc_page(struct input *input)
{
	struct model_arena *arena = any_arena(input, true);

	if (arena)
		model_arena_alloc_page(arena);
}

static void op_platform(struct input *input)
{
	unsigned int value = byte(input);

	fuzz_pages.allowed = value < 16 ? value : FUZZ_NO_LIMIT;
	fuzz_pages.from_top = value & 16;
}

static size_t any_block_size(struct input *input)
{
	static const size_t sizes[] = {
		64, 8, 16, 24, 32, 40, 48, 56, 72, 96, 128, 192, 256, 512, 1024,
		1360, 2048, 2056, 4088, 4096, 0, 4, 7, 65, 4097, 4104, 8192,
		SIZE_MAX, SIZE_MAX - 7,
	};
	unsigned int i = byte(input);

	return i < ARRAY_SIZE(sizes) ? sizes[i] : 8 * (size_t)i;
}

static void op_blocks_init(struct input *input)
{
	struct model_blocks *model = &blocks[byte(input) % BLOCKS];
	struct model_arena *arena = any_arena(input, true);

	if (arena)
		model_blocks_init(model, arena, any_block_size(input));
}

/* An allocator that there is, or NULL. */
static struct model_blocks *any_blocks(struct input *input)
{
	struct model_blocks *model = &blocks[byte(input) % BLOCKS];

	return model->arena ? model : NULL;
}

static void op_alloc(struct input *input)
{
	struct model_blocks *model = any_blocks(input);
	unsigned int n = byte(input);

	while (model && n--) {
		fuzz_pages_begin();
		model_blocks_got(model, hp_fixed_block_alloc(model->fb));
	}
}

static void op_free(struct input *input)
{
	struct model_blocks *model = any_blocks(input);
	unsigned int n = byte(input), i = word(input), step = byte(input);
	void *block;

	for (; model && n-- && model->nr_live; i += step) {
		block = model_blocks_give(model, i);
		hp_fixed_block_free(model->fb, block);
		model_blocks_given(model, block);
	}
}

static void op_free_null(struct input *input)
{
	struct model_blocks *model = any_blocks(input);

	if (!model)
		return;

	hp_fixed_block_free(model->fb, NULL);
	CHECK_EQ(hp_fixed_block_free_pages(model->fb), model_blocks_free_pages(model));
}

/* As many pointers as there are blocks, so that going beyond is seen. */
static void **make_array(unsigned int n)
{
	void **array = malloc(n * sizeof(*array));

	CHECK(array);
	return array;
}

static void op_alloc_bulk(struct input *input)
{
	struct model_blocks *model = any_blocks(input);
	unsigned int got, n = word(input) % 1024;
	void **array;

	if (!model)
		return;

	array = make_array(n);
	got = hp_fixed_block_alloc_bulk(model->fb, n, array);
	model_blocks_got_bulk(model, n, got, array);
	free(array);
}

static void op_free_bulk(struct input *input)
{
	struct model_blocks *model = any_blocks(input);
	unsigned int n = word(input) % 1024, start = word(input);
	unsigned int i, step = byte(input);
	void **array;

	if (!model)
		return;

	n = min(n, model->nr_live);
	array = make_array(n);
	for (i = 0; i < n; i++)
		array[i] = model_blocks_give(model, start + i * step);
	hp_fixed_block_free_bulk(model->fb, n, array);
	model_blocks_given_bulk(model, n, array);
	free(array);
}

static void destroy_size_class(void)
{
	unsigned int i;

	for (i = 0; i < HP_SIZE_CLASS_COUNT; i++) {
		model_blocks_end(&classes[i]);
		class_arenas[i].live = false;
		class_arenas[i].total = 0;
	}
	hp_size_class_destroy(&size_class);
	hp_size_class_destroy(&size_class);
	size_class_live = false;
}

/* The arenas of the classes are the layer's, so the model's is a copy. */
static void adopt_class(unsigned int i)
{
	model_arena_adopt(&class_arenas[i], &fuzz_pages.added[i]);
	classes[i].fb = &size_class.classes[i];
	classes[i].arena = &class_arenas[i];
	classes[i].size = (size_t)32 << i;
}

static int call_size_class_init(size_t size, const struct hp_page_source *source)
{
	return source ? hp_size_class_init_source(&size_class, size, source) :
	       hp_size_class_init(&size_class, size);
}

static void op_size_class_init(struct input *input)
{
	size_t size = any_size(input);
	unsigned int i, live;
	int err;

	if (size_class_live)
		destroy_size_class();
	live = fuzz_pages.live;
	memset(&size_class, 0xa5, sizeof(size_class));
	err = call_size_class_init(size, any_source(input));
	if (!model_size_is_good(size))
		CHECK_EQ(err, -EINVAL);
	else
		CHECK_EQ(err, fuzz_pages.refused ? -ENOMEM : 0);
	size_class_live = !err;
	if (err)
		CHECK_EQ(fuzz_pages.live, live);
	for (i = 0; !err && i < HP_SIZE_CLASS_COUNT; i++)
		adopt_class(i);
}

static void op_size_class_destroy(struct input *input)
{
	destroy_size_class();
}

static void op_size_class_set_growth(struct input *input)
{
	size_t max_size = any_size(input);
	bool good = max_size % HP_PAGE_SIZE == 0;
	unsigned int i;

	if (!size_class_live)
		return;

	for (i = 0; i < HP_SIZE_CLASS_COUNT; i++)
		good = good && max_size / HP_PAGE_SIZE >= class_arenas[i].total;
	CHECK_EQ(hp_size_class_set_growth(&size_class, max_size), good ? 0 : -EINVAL);
	for (i = 0; good && i < HP_SIZE_CLASS_COUNT; i++)
		class_arenas[i].max_size = max_size;
}

/* The class of a size up to 256. */
static unsigned int class_of(size_t size)
{
	unsigned int i = 0;

	while (classes[i].size < size)
		i++;
	return i;
}

/* After a reservation of blocks: pages for them, if that can be counted. */
static void check_class_reserve(const struct model_blocks *class, size_t count, int err)
{
	size_t per_page = HP_PAGE_SIZE / class->size;
	size_t pages = count / per_page + (count % per_page ? 1 : 0);

	if (pages <= SIZE_MAX / HP_PAGE_SIZE)
		model_arena_reserved(class->arena, pages * HP_PAGE_SIZE, err);
	else
		CHECK_EQ(err, -ENOMEM);
}

static void op_size_class_reserve(struct input *input)
{
	size_t size = word(input) % 300, count = word(input);
	int err;

	if (!size_class_live)
		return;

	count <<= byte(input) % 64;
	err = hp_size_class_reserve(&size_class, size, count);
	if (size > 256)
		CHECK_EQ(err, -EINVAL);
	else
		check_class_reserve(&classes[class_of(size)], count, err);
}

static void check_class_alloc(size_t size, size_t class_size, void *block)
{
	struct model_blocks *class;

	if (size > 256) {
		CHECK_PTR_EQ(block, NULL);
		CHECK_EQ(class_size, 0);
		return;
	}
	class = &classes[class_of(size)];
	CHECK_EQ(class_size, class->size);
	model_blocks_got(class, block);
}

static void op_size_class_alloc(struct input *input)
{
	size_t class_size = 1, size = word(input);
	void *block;

	if (!size_class_live)
		return;

	/* Small ones, and everything up to giants. */
	size = size & 0x8000 ? size << (size >> 8 & 63) : size % 260;
	block = hp_size_class_alloc(&size_class, size, &class_size);
	check_class_alloc(size, class_size, block);
}

/* With a constant, the class is found at compile time. */
#define ALLOC_CONSTANT(constant) do {					\
	if (size == (constant))						\
		block = hp_size_class_alloc(&size_class, constant, class_size); \
} while (0)

static void *alloc_constant(size_t size, size_t *class_size)
{
	void *block = NULL;

	ALLOC_CONSTANT(0);
	ALLOC_CONSTANT(1);
	ALLOC_CONSTANT(32);
	ALLOC_CONSTANT(33);
	ALLOC_CONSTANT(64);
	ALLOC_CONSTANT(65);
	ALLOC_CONSTANT(128);
	ALLOC_CONSTANT(129);
	ALLOC_CONSTANT(256);
	ALLOC_CONSTANT(257);
	return block;
}

#define FREE_CONSTANT(constant) do {					\
	if (class_size == (constant))					\
		err = hp_size_class_free(&size_class, block, constant);	\
} while (0)

static int free_constant(void *block, size_t class_size)
{
	int err = 1;

	FREE_CONSTANT(0);
	FREE_CONSTANT(32);
	FREE_CONSTANT(48);
	FREE_CONSTANT(64);
	FREE_CONSTANT(128);
	FREE_CONSTANT(256);
	FREE_CONSTANT(512);
	return err;
}

static void op_size_class_alloc_constant(struct input *input)
{
	static const size_t sizes[] = { 0, 1, 32, 33, 64, 65, 128, 129, 256, 257 };
	size_t class_size = 1, size = sizes[byte(input) % ARRAY_SIZE(sizes)];
	void *block;

	if (!size_class_live)
		return;

	block = alloc_constant(size, &class_size);
	check_class_alloc(size, class_size, block);
}

static bool is_class(size_t size)
{
	return size == 32 || size == 64 || size == 128 || size == 256;
}

/* Blocks freed as what is no class stay live. */
static void free_as_no_class(struct model_blocks *class, unsigned int i, size_t class_size)
{
	static const size_t constants[] = { 0, 48, 512 };
	void *block = class->blocks[i % class->nr_live];

	if (!is_class(class_size))
		CHECK_EQ(hp_size_class_free(&size_class, block, class_size), -EINVAL);
	CHECK_EQ(free_constant(block, constants[i % 3]), -EINVAL);
	CHECK(!__asan_address_is_poisoned(block));
}

static void op_size_class_free_wrong(struct input *input)
{
	struct model_blocks *class = &classes[byte(input) % HP_SIZE_CLASS_COUNT];
	size_t class_size = word(input);
	unsigned int i = byte(input);

	if (!size_class_live)
		return;

	/* The low bits of a word are rotated there: try them at both ends. */
	class_size = class_size << (i % 64) | class_size >> (63 - i % 64);
	CHECK_EQ(hp_size_class_free(&size_class, NULL, class_size),
		 is_class(class_size) ? 0 : -EINVAL);
	if (class->nr_live)
		free_as_no_class(class, i, class_size);
}

static void free_one(struct model_blocks *class, unsigned int i, bool constant)
{
	void *block = model_blocks_give(class, i);
	int err;

	err = constant ? free_constant(block, class->size) :
	      hp_size_class_free(&size_class, block, class->size);
	CHECK_EQ(err, 0);
	model_blocks_given(class, block);
}

static void op_size_class_free(struct input *input)
{
	unsigned int how = byte(input), n = byte(input), i = word(input);
	struct model_blocks *class = &classes[how % HP_SIZE_CLASS_COUNT];

	while (n-- && class->nr_live)
		free_one(class, i++, how & 0x80);
}

static void op_size_class_alloc_many(struct input *input)
{
	struct model_blocks *class = &classes[byte(input) % HP_SIZE_CLASS_COUNT];
	unsigned int n = byte(input);
	size_t class_size;
	void *block;

	while (size_class_live && n--) {
		fuzz_pages_begin();
		block = hp_size_class_alloc(&size_class, class->size, &class_size);
		check_class_alloc(class->size, class_size, block);
	}
}

static void (*const operations[])(struct input *input) = {
	op_arena_init, op_arena_destroy, op_arena_set_growth, op_arena_reserve,
	op_arena_alloc_page, op_platform, op_blocks_init, op_alloc, op_free,
	op_free_null, op_alloc_bulk, op_free_bulk, op_size_class_init,
	op_size_class_destroy, op_size_class_set_growth, op_size_class_reserve,
	op_size_class_alloc, op_size_class_alloc_constant,
	op_size_class_free_wrong, op_size_class_free, op_size_class_alloc_many,
};

/* The counters of all arenas, and that no memory was lost. */
static void check_all(void)
{
	unsigned int i, live = 0;

	for (i = 0; i < ARENAS; i++) {
		if (arenas[i].live)
			model_arena_check(&arenas[i], &arenas[i].arena);
		live += arenas[i].total;
	}
	for (i = 0; i < HP_SIZE_CLASS_COUNT; i++) {
		if (size_class_live)
			model_arena_check(&class_arenas[i], &size_class.arenas[i]);
		live += class_arenas[i].total;
	}
	CHECK_EQ(fuzz_pages.live, live);
}

static void destroy_all(void)
{
	unsigned int i;

	for (i = 0; i < ARENAS; i++)
		destroy_arena(&arenas[i]);
	destroy_size_class();
	check_all();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, data + size };
	unsigned int i;

	for (i = 0; i < BLOCKS; i++)
		blocks[i].fb = &fixed_blocks[i];
	fuzz_pages_reset();
	while (input.next != input.end) {
		fuzz_pages_begin();
		operations[byte(&input) % ARRAY_SIZE(operations)](&input);
		check_all();
	}
	destroy_all();
	return 0;
}
