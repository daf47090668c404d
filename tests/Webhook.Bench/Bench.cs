using System.Globalization;
using System.Text.Json;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Certificates;

namespace ConfigSync.Webhook.Bench;

/// <summary>Measures the webhook against the same server without a webhook in it, and prints a table.</summary>
internal static class Bench
{
    private const int Starts = 7;
    private const int Rounds = 9;
    private const int RequestsPerRound = 14_000;

    /// <summary>Runs it; the exit code is 1 when a target is missed.</summary>
    public static async Task<int> RunAsync(string webhook)
    {
        var folder = Directory.CreateTempSubdirectory("config-sync-bench-");
        using var ca = new TestCa();
        var pair = ca.Issue();
        var certificate = Path.Combine(folder.FullName, "tls.crt");
        var key = Path.Combine(folder.FullName, "tls.key");
        await File.WriteAllTextAsync(certificate, pair.Certificate);
        await File.WriteAllTextAsync(key, pair.Key);
        try
        {
            var recorded = await File.ReadAllBytesAsync(Repository.PathOf("tests", "Injection.Tests", "Fixtures", "admission", "metrics-governor.json"));
            return Print(await MeasureAsync(webhook, certificate, key, ca, Connection.Request(recorded), Connection.Request(Compact(recorded))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // As an API server sends it; the recording was indented for people.
    private static byte[] Compact(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        using var compact = new MemoryStream();
        using (var writer = new Utf8JsonWriter(compact))
        {
            document.WriteTo(writer);
        }

        return compact.ToArray();
    }

    private static async Task<Figures> MeasureAsync(
        string webhook, string certificate, string key, TestCa ca, byte[] recorded, byte[] compact)
    {
        Task<Server> StartWebhookAsync()
        {
            var (https, http) = (Server.FreePort(), Server.FreePort());
            return Server.StartAsync(
                [webhook, "serve", "--address=127.0.0.1", $"--https-port={https}", $"--http-port={http}", "--certificate-file=" + certificate, "--key-file=" + key],
                https, ca.Certificate, http);
        }

        var (ready, first) = (new List<double>(), new List<double>());
        var length = 0;
        for (var start = 0; start < Starts; start++)
        {
            await using var server = await StartWebhookAsync();
            var (took, bytes) = await server.FirstCallAsync(recorded);
            ready.Add(server.ReadyAfter.TotalMilliseconds);
            first.Add(took.TotalMilliseconds);
            length = bytes;
        }

        var port = Server.FreePort();
        await using var measured = await StartWebhookAsync();
        await using var baseline = await Server.StartAsync(
            [Environment.ProcessPath!, "baseline", $"{port}", certificate, key, $"{length}"], port, ca.Certificate);

        // In turns, so that whatever else the machine does hits all; the first round of each only warms up.
        var (asRecorded, asCompact) = (new Comparison([], []), new Comparison([], []));
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (request, comparison) in new[] { (recorded, asRecorded), (compact, asCompact) })
            {
                var (ours, theirs) = (await measured.LoadAsync(request, RequestsPerRound), await baseline.LoadAsync(request, RequestsPerRound));
                if (round > 0)
                {
                    comparison.Webhook.Add(ours);
                    comparison.Baseline.Add(theirs);
                }
            }
        }

        return new Figures(Median(ready), Median(first), asRecorded, asCompact, (Rounds + 1) * RequestsPerRound * 2, measured.ResidentBytes());
    }

    private static int Print(Figures figures)
    {
        var missed = 0;
        void Row(string what, string value, string target, bool met)
        {
            missed += met ? 0 : 1;
            Console.WriteLine($"| {what,-58} | {value,12} | {target,-10} | {(target.Length == 0 ? "" : met ? "met" : "MISSED"),-6} |");
        }

        static string Text(double value, string unit, int digits = 1) => $"{value.ToString($"N{digits}", CultureInfo.InvariantCulture)}{unit}";

        Console.WriteLine($"| {"webhook, ahead of time, one core, TLS, 8 connections",-58} | {"measured",12} | {"target",-10} | {"",-6} |");
        Console.WriteLine($"|{new string('-', 60)}|{new string('-', 14)}|{new string('-', 12)}|{new string('-', 8)}|");
        void Compare(string request, Comparison comparison)
        {
            var perSecond = Median([.. comparison.Webhook.Select(static round => round.PerSecond)]);
            var basePerSecond = Median([.. comparison.Baseline.Select(static round => round.PerSecond)]);
            // Round by round, so that a machine that is slow for a while is slow for both.
            var ratio = Median([.. comparison.Webhook.Zip(comparison.Baseline, static (ours, theirs) => ours.PerSecond / theirs.PerSecond)]);
            double P(double share) => Median([.. comparison.Webhook.Select(round => round.Percentile(share))]);
            Row($"requests per second, metrics-governor {request}", Text(perSecond, "", 0), "", true);
            Row("the same server with a fixed answer", Text(basePerSecond, "", 0), "", true);
            Row("ratio of the two, median of the rounds", Text(ratio, "", 2), ">= 0.5", ratio >= 0.5);
            Row("processor time per request", Text(Median([.. comparison.Webhook.Select(static round => round.ProcessorTime)]), " us"), "", true);
            Row("the same server with a fixed answer", Text(Median([.. comparison.Baseline.Select(static round => round.ProcessorTime)]), " us"), "", true);
            Row("latency, median", Text(P(0.5), " ms", 2), "", true);
            Row("latency, 99th percentile", Text(P(0.99), " ms", 2), "< 2 ms", P(0.99) < 2);
        }

        Compare("as recorded, indented", figures.AsRecorded);
        Compare("compact", figures.Compact);
        Row("first request after start, with handshake", Text(figures.First, " ms"), "< 25 ms", figures.First < 25);
        Row("start to ready", Text(figures.Ready, " ms"), "< 150 ms", figures.Ready < 150);
        Row($"resident memory after {figures.Requests:N0} requests", Text(figures.ResidentBytes / 1e6, " MB"), "< 60 MB", figures.ResidentBytes < 60e6);
        return missed == 0 ? 0 : 1;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private sealed record Comparison(List<LoadResult> Webhook, List<LoadResult> Baseline);

    private sealed record Figures(double Ready, double First, Comparison AsRecorded, Comparison Compact, int Requests, long ResidentBytes);
}
