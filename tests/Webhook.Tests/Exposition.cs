using System.Globalization;
using System.Text.RegularExpressions;

namespace ConfigSync.Webhook.Tests;

/// <summary>A strict reader of Prometheus' text format: whatever it does not understand is an error.</summary>
internal static partial class Exposition
{
    /// <summary>Every sample of a page, by its name and labels as written.</summary>
    public static Dictionary<string, double> Parse(string page)
    {
        var samples = new Dictionary<string, double>(StringComparer.Ordinal);
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        Assert.EndsWith("\n", page, StringComparison.Ordinal);
        foreach (var line in page.TrimEnd('\n').Split('\n'))
        {
            if (Header().Match(line) is { Success: true } header)
            {
                if (header.Groups["kind"].Value == "TYPE")
                {
                    Assert.True(types.TryAdd(header.Groups["name"].Value, header.Groups["text"].Value), $"two types: {line}");
                }

                continue;
            }

            var sample = Sample().Match(line);
            Assert.True(sample.Success, $"not a sample: {line}");
            var name = sample.Groups["name"].Value;
            Assert.True(types.ContainsKey(name) || types.ContainsKey(Suffix().Replace(name, "")), $"no type: {line}");
            samples.Add(name + sample.Groups["labels"].Value, double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture));
        }

        return samples;
    }

    [GeneratedRegex(@"^# (?<kind>HELP|TYPE) (?<name>[a-z_]+) (?<text>.+)$")]
    private static partial Regex Header();

    [GeneratedRegex("""^(?<name>[a-z_]+)(?<labels>\{[a-z_]+="[^"\\]*"(,[a-z_]+="[^"\\]*")*\})? (?<value>[0-9.E+-]+)$""")]
    private static partial Regex Sample();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
