/* The plugin process: code of somebody else that draws into a page. Some of it never comes back. */
#include "browser.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void plugin_main(int browser) {
    struct message message;
    while (receive_message(browser, &message, NULL) && message.kind != STOP) {
        struct message reply = {.kind = PLUGIN_REPLY, .tab = message.tab, .number = message.number};
        if (strcmp(message.text, "loop") == 0)
            for (;;) pause();
        snprintf(reply.text, sizeof reply.text, "plugin %.60s drew this", message.text);
        send_message(browser, &reply, -1);
    }
}
