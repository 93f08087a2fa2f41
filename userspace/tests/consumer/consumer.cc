// SPDX-License-Identifier: GPL-2.0 OR MIT
// Objects of a C++17 program in blocks of an allocator.

#include <hpalloc/fixed_block.h>
#include <hpalloc/mmap.h>

#include <iostream>
#include <new>
#include <string>

namespace {

struct Pool {
	hp_arena arena{};
	hp_fixed_block blocks{};

	Pool(const hp_mmap_source &source, std::size_t size, std::size_t block_size)
	{
		if (hp_arena_init_source(&arena, size, &source.base))
			throw std::bad_alloc();
		if (hp_fixed_block_init(&blocks, &arena, block_size))
			throw std::bad_alloc();
	}
	Pool(const Pool &) = delete;
	Pool &operator=(const Pool &) = delete;
	~Pool() { hp_arena_destroy(&arena); }
};

struct Record {
	std::string text;
	Record *next;
};

} // namespace

int main()
{
	hp_mmap_source source;

	if (hp_mmap_source_init(&source, HP_MMAP_GUARD))
		return 1;

	Pool pool(source, 4 * HP_PAGE_SIZE, sizeof(Record));
	Record *list = nullptr;

	for (const char *word : { "one", "two", "three" }) {
		void *block = hp_fixed_block_alloc(&pool.blocks);

		if (!block)
			return 1;
		list = new (block) Record{ word, list };
	}
	while (list) {
		Record *next = list->next;

		std::cout << list->text << '\n';
		list->~Record();
		hp_fixed_block_free(&pool.blocks, list);
		list = next;
	}
	return 0;
}
