/* Which class of the 统一交易标识码 a catalogue item has. */
#include "engineering.h"

/* clang-format off */
static const char *const class[][2] = {
	/* catalogue	deal_code_class */
	{ "A01",	"A01" }, /* 房屋建筑和市政 */
	{ "A02",	"A03" }, /* 公路 */
	{ "A03",	"A04" }, /* 铁路 */
	{ "A04",	"A05" }, /* 民航 */
	{ "A05",	"A06" }, /* 水运 */
	{ "A06",	"A07" }, /* 水利 */
	{ "A07",	"A08" }, /* 能源 */
	{ "A08",	"A09" }, /* 邮电通信 */
	{ "A12",	"A12" }, /* 矿产冶金 */
	{ "A13",	"A13" }, /* 信息网络 */
	{ "A14",	"A14" }, /* 工业制造 */
	{ NULL,		"A99" }, /* 其他 */
};
/* clang-format on */

const char *
deal_class(const char *item)
{
	size_t i = 0;

	while (class[i][0] && strcmp(class[i][0], item))
		i++;
	return class[i][1];
}
