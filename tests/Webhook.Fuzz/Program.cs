using System.Globalization;
using ConfigSync.TestKit.Fuzz;
using ConfigSync.TestKit.Http;

// Posts damaged requests to the real program and counts its answers. Usage: ConfigSync.Webhook.Fuzz <count> <seed>
var count = int.Parse(args[0], CultureInfo.InvariantCulture);
var seed = int.Parse(args[1], CultureInfo.InvariantCulture);
await using var webhook = await WebhookProcess.StartAsync(static _ => ["--drain-seconds=0"]);
Console.WriteLine($"{count:N0} damaged requests, seed {seed}, to {webhook.Https}mutate");

var began = TimeProvider.System.GetTimestamp();
var run = await FuzzRun.RunAsync(webhook, count, seed);
var took = TimeProvider.System.GetElapsedTime(began);

foreach (var (answer, times) in run.Answers.OrderByDescending(static answer => answer.Value))
{
    Console.WriteLine($"{times,9:N0}  {answer}");
}

foreach (var failure in run.Failures.Take(5))
{
    Console.WriteLine($"\nFAILED {failure[..Math.Min(1_000, failure.Length)]}");
}

Console.WriteLine($"{run.Answers.Values.Sum():N0} answers in {took.TotalSeconds:N0} s, {run.Patches:N0} patches applied, {run.Failures.Count:N0} failures");
return run.Failures.Count == 0 ? 0 : 1;
