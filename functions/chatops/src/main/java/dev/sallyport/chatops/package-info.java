/**
 * Requests from chat: {@link dev.sallyport.chatops.SlackFunction} and {@link dev.sallyport.chatops.GoogleChatFunction}
 * find out who is calling, {@link dev.sallyport.chatops.Desk} takes what they ask for. And the way back: functions such as
 * {@link dev.sallyport.chatops.NotifySlackFunction} tell people what has come of it.
 */
package dev.sallyport.chatops;
