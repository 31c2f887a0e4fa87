#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>

// libcurl sets options and reads facts through variadic functions, which Swift cannot call. Each function here
// is one such call with the types spelled out, and nothing else: options and their values are chosen in Swift.

CURLcode hae_curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode hae_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value);

/// For strings, which libcurl copies; NULL sets the option back to its default.
CURLcode hae_curl_set_string(CURL *handle, CURLoption option, const char *value);

/// For buffers and user data, which the caller keeps alive as long as the transfer.
CURLcode hae_curl_set_pointer(CURL *handle, CURLoption option, const void *value);
CURLcode hae_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode hae_curl_set_write(CURL *handle, CURLoption option, curl_write_callback value);
CURLcode hae_curl_set_read(CURL *handle, CURLoption option, curl_read_callback value);
CURLcode hae_curl_set_seek(CURL *handle, CURLoption option, curl_seek_callback value);
CURLcode hae_curl_set_progress(CURL *handle, CURLoption option, curl_xferinfo_callback value);
CURLcode hae_curl_set_prerequest(CURL *handle, CURLoption option, curl_prereq_callback value);

CURLcode hae_curl_get_long(CURL *handle, CURLINFO info, long *value);
CURLcode hae_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value);
CURLcode hae_curl_get_string(CURL *handle, CURLINFO info, const char **value);
CURLcode hae_curl_get_pointer(CURL *handle, CURLINFO info, void **value);
CURLcode hae_curl_get_certificates(CURL *handle, struct curl_certinfo **value);

CURLMcode hae_curl_multi_set_long(CURLM *handle, CURLMoption option, long value);

/// The easy handle that a CURLMSG_DONE message is about, and its result; both stand in a union.
CURLcode hae_curl_message_result(const CURLMsg *message);

#endif
