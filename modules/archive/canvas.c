/* PDF pages by cairo, text by pango, fonts by fontconfig. */
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include "canvas.h"
#include "conf.h"
#include "days.h"
#include "log.h"

/* Beside the configured font: Tibetan letters, where they are installed. */
static const char *const more_fonts[] = {
	"/usr/share/fonts/truetype/fonts-ddc-uchen/DDC_Uchen.ttf",
	"/usr/share/fonts/truetype/noto/NotoSerifTibetan-Regular.ttf", NULL
};

static FcConfig *fonts;
static PangoFontMap *map;
static char *family; /* of the configured font */

struct canvas {
	struct arena *mem;
	struct buf *out;
	cairo_surface_t *surface; /* NULL: only measured */
	cairo_t *cr;
	PangoContext *text;
	struct lines *lines;
};

static char *
family_of(const char *file)
{
	FcChar8 *name = NULL;
	char *copy = NULL;
	FcPattern *p;
	int n;

	p = FcFreeTypeQuery((const FcChar8 *)file, 0, NULL, &n);
	if (p && FcPatternGetString(p, FC_FAMILY, 0, &name) == FcResultMatch)
		copy = strdup((const char *)name);
	if (p)
		FcPatternDestroy(p);
	return copy;
}

bool
canvas_begin(void)
{
	size_t i;

	fonts = FcConfigCreate();
	if (!fonts ||
	    !FcConfigAppFontAddFile(fonts, (const FcChar8 *)conf.font) ||
	    !(family = family_of(conf.font))) {
		log_error("msg=no-font file=%s", conf.font);
		return false;
	}
	for (i = 0; more_fonts[i]; i++)
		FcConfigAppFontAddFile(fonts, (const FcChar8 *)more_fonts[i]);
	map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), fonts);
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
	return true;
}

void
canvas_end(void)
{
	if (map)
		g_object_unref(map);
	if (fonts)
		FcConfigDestroy(fonts);
	free(family);
	map = NULL;
	fonts = NULL;
	family = NULL;
	cairo_debug_reset_static_data();
}

static cairo_status_t
put(void *to, const unsigned char *bytes, unsigned n)
{
	buf_add(to, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

static void
describe(struct canvas *c, const struct paper *p)
{
	char at[30];

	instant_print(at, p->at);
	memmove(at + 19, at + 23, sizeof(at) - 23); /* no milliseconds */
	cairo_pdf_surface_set_metadata(c->surface, CAIRO_PDF_METADATA_TITLE,
				       p->title);
	cairo_pdf_surface_set_metadata(c->surface, CAIRO_PDF_METADATA_AUTHOR,
				       p->author);
	cairo_pdf_surface_set_metadata(c->surface, CAIRO_PDF_METADATA_SUBJECT,
				       p->subject);
	cairo_pdf_surface_set_metadata(c->surface, CAIRO_PDF_METADATA_CREATOR,
				       "ggzy-archive");
	cairo_pdf_surface_set_metadata(c->surface,
				       CAIRO_PDF_METADATA_CREATE_DATE, at);
	cairo_pdf_surface_set_metadata(c->surface, CAIRO_PDF_METADATA_MOD_DATE,
				       at);
}

struct canvas *
canvas_open(struct arena *mem, const struct paper *p, struct buf *out)
{
	struct canvas *c = arena_alloc(mem, sizeof(*c));
	cairo_font_options_t *options = cairo_font_options_create();
	PangoFontDescription *font = pango_font_description_new();

	c->mem = mem;
	c->out = out;
	c->text = pango_font_map_create_context(map);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(c->text, options);
	cairo_font_options_destroy(options);
	pango_font_description_set_family(font, family);
	pango_context_set_font_description(c->text, font);
	pango_font_description_free(font);
	pango_context_set_language(c->text,
				   pango_language_from_string("zh-cn"));
	if (!out)
		return c;
	c->surface =
	    p->landscape
		? cairo_pdf_surface_create_for_stream(put, out, 841.89, 595.276)
		: cairo_pdf_surface_create_for_stream(put, out, 595.276,
						      841.89);
	describe(c, p);
	c->cr = cairo_create(c->surface);
	cairo_set_line_width(c->cr, 0.5);
	return c;
}

void
canvas_page(struct canvas *c)
{
	if (c->cr)
		cairo_show_page(c->cr);
}

bool
canvas_close(struct canvas *c)
{
	bool good = true;

	canvas_drop(c);
	if (c->cr) {
		good = !cairo_status(c->cr);
		cairo_destroy(c->cr);
		cairo_surface_finish(c->surface);
		good = good && !cairo_surface_status(c->surface);
		cairo_surface_destroy(c->surface);
	}
	g_object_unref(c->text);
	return good;
}

struct lines *
canvas_lines(struct canvas *c, const char *text, int width, int size)
{
	struct lines *l = arena_alloc(c->mem, sizeof(*l));
	PangoFontDescription *font = pango_font_description_copy(
	    pango_context_get_font_description(c->text));
	PangoLayout *layout = pango_layout_new(c->text);
	PangoAttrList *plain = pango_attr_list_new();

	pango_font_description_set_size(font, size * PANGO_SCALE / 2);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_width(layout, width * PANGO_SCALE);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	/* never a hyphen that is not there: digests are broken anywhere */
	pango_attr_list_insert(plain, pango_attr_insert_hyphens_new(FALSE));
	pango_layout_set_attributes(layout, plain);
	pango_attr_list_unref(plain);
	pango_layout_set_text(layout, text ? text : "", -1);
	l->n = (size_t)pango_layout_get_line_count(layout);
	l->layout = layout;
	l->next = c->lines;
	c->lines = l;
	return l;
}

void
canvas_drop(struct canvas *c)
{
	for (; c->lines; c->lines = c->lines->next)
		g_object_unref(c->lines->layout);
}

int
canvas_leading(int size)
{
	return (size * 3 + 3) / 4;
}

void
canvas_line(struct canvas *c, const struct lines *l, size_t i, int x, int y,
	    int width, enum align align, int size)
{
	PangoLayoutLine *line =
	    pango_layout_get_line_readonly(l->layout, (int)i);
	/* letters stand a little below the middle of their line */
	int base = y + canvas_leading(size) / 2 + size / 5;
	PangoRectangle r;

	if (!c->cr || !line)
		return;
	pango_layout_line_get_pixel_extents(line, NULL, &r);
	if (align != A_LEFT)
		x += (width - r.width) / (align == A_MIDDLE ? 2 : 1);
	cairo_move_to(c->cr, x, base);
	pango_cairo_show_layout_line(c->cr, line);
	cairo_new_path(c->cr);
}

void
canvas_frame(struct canvas *c, int x, int y, int width, int height)
{
	if (!c->cr)
		return;
	cairo_rectangle(c->cr, x, y, width, height);
	cairo_stroke(c->cr);
}

void
canvas_shade(struct canvas *c, int x, int y, int width, int height, int percent)
{
	if (!c->cr)
		return;
	cairo_save(c->cr);
	cairo_set_source_rgb(c->cr, 1 - percent / 100.0, 1 - percent / 100.0,
			     1 - percent / 100.0);
	cairo_rectangle(c->cr, x, y, width, height);
	cairo_fill(c->cr);
	cairo_restore(c->cr);
}

void
canvas_cells(struct canvas *c, int x, int y, int side,
	     const unsigned char *dark, int cells)
{
	int i, row;

	if (!c->cr)
		return;
	cairo_save(c->cr);
	cairo_translate(c->cr, x, y);
	cairo_scale(c->cr, 1.0 * side / cells, 1.0 * side / cells);
	for (i = 0; i < cells * cells; i++) {
		row = i / cells;
		if (dark[i])
			cairo_rectangle(c->cr, i % cells, row, 1, 1);
	}
	cairo_fill(c->cr);
	cairo_restore(c->cr);
}

void
canvas_red(struct canvas *c, bool red)
{
	if (!c->cr)
		return;
	if (red)
		cairo_set_source_rgb(c->cr, 0.75, 0.1, 0.1);
	else
		cairo_set_source_rgb(c->cr, 0, 0, 0);
}
