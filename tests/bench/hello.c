/* The bound of every worker: libfcgi, no database, 1 KiB of JSON. */
#include <fcgiapp.h>
#include <string.h>

int
main(void)
{
	static char body[1025];
	FCGX_Request r;

	memset(body, 'x', 1024);
	memcpy(body, "{\"x\":\"", 6);
	memcpy(body + 1022, "\"}", 2);
	FCGX_Init();
	FCGX_InitRequest(&r, 0, 0);
	while (FCGX_Accept_r(&r) >= 0) {
		FCGX_FPrintF(r.out,
			     "Content-Type: application/json\r\n"
			     "Content-Length: 1024\r\n\r\n%s",
			     body);
		FCGX_Finish_r(&r);
	}
	return 0;
}
