using ConfigSync.Webhook.Bench;

// Run by `make bench-webhook`, which publishes this program and the webhook ahead of time.
// bench-webhook <webhook>              measures that program and prints a table
// bench-webhook baseline <port> <certificate> <key> <bytes>   is what it is compared with; started by the former
return args switch
{
    ["baseline", var port, var certificate, var key, var bytes] => await Baseline.RunAsync(int.Parse(port), certificate, key, int.Parse(bytes)),
    [var webhook] => await Bench.RunAsync(Path.GetFullPath(webhook)),
    _ => 2,
};
