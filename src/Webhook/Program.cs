using ConfigSync.Webhook.Hosting;
using ConfigSync.Webhook.Options;

// Serving is all that the program does; manifests say so in a word.
var flags = args is ["serve", .. var rest] ? rest : args;
return WebhookOptionsReader.Program.Read(flags, out var exitCode) is { } options ? await Serving.RunAsync(options) : exitCode;
