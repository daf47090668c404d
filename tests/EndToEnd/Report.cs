using System.Globalization;
using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd;

/// <summary>Runs behaviours one by one and says what came of each, as Markdown.</summary>
internal sealed class Report(TextWriter output)
{
    private readonly List<(string Name, string Promise, string Result, TimeSpan Took)> _rows = [];

    /// <summary>How many promises did not hold.</summary>
    public int Failures { get; private set; }

    public async Task RunAsync(Behaviour behaviour, Stage stage)
    {
        var name = behaviour.GetType().Name;
        await output.WriteLineAsync($"... {name}");
        var began = TimeProvider.System.GetTimestamp();
        string result;
        if (behaviour.Missing(stage.Options) is { } missing)
        {
            result = $"skipped: {missing}";
        }
        else
        {
            try
            {
                result = $"passed: {await behaviour.RunAsync(stage)}".TrimEnd(' ', ':');
            }
            // Whatever it is: the behaviours after this one are still worth trying.
            catch (Exception error)
            {
                Failures++;
                result = $"FAILED: {error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}";
                await output.WriteLineAsync(error.ToString());
            }
        }

        _rows.Add((name, behaviour.Promise, result, TimeProvider.System.GetElapsedTime(began)));
        await output.WriteLineAsync($"    {result}");
    }

    public void Print(IReadOnlyList<Measurement> measurements)
    {
        output.WriteLine("\n| behaviour | what is promised | result | took |\n|---|---|---|---|");
        foreach (var (name, promise, result, took) in _rows)
        {
            output.WriteLine($"| {name} | {promise} | {result.Replace("|", "\\|", StringComparison.Ordinal)} | {Seconds(took)} |");
        }

        if (measurements.Count > 0)
        {
            output.WriteLine("\n| application | mount strategy | changes | apply → application p50 | p99 | max | restarts |\n|---|---|---|---|---|---|---|");
            foreach (var row in measurements)
            {
                var times = string.Join(" | ", new[] { 0.5, 0.99, 1 }.Select(share => Seconds(row.At(share))));
                output.WriteLine($"| {row.Application} | {row.Strategy} | {row.Times.Count} | {times} | {row.Restarts} |");
            }
        }

        output.WriteLine($"\n{_rows.Count - Failures - Skipped} passed, {Failures} failed, {Skipped} skipped");
    }

    private int Skipped => _rows.Count(static row => row.Result.StartsWith("skipped", StringComparison.Ordinal));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00 s", CultureInfo.InvariantCulture);
}
