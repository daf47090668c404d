using System.Text.RegularExpressions;
using ConfigSync.TestKit;
using ConfigSync.Webhook.Configuration;
using ConfigSync.Webhook.Telemetry;

namespace ConfigSync.Webhook.Tests;

/// <summary>docs/webhook.md lists what the program has.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "webhook.md"));

    [Fact]
    public void PageListsEveryOptionWithItsDefault()
    {
        var defaults = new WebhookOptions();
        Assert.All(WebhookOptionList.All, option =>
        {
            var shown = option.Show(defaults);
            var value = shown.Length == 0 ? "none" : $"`{shown.Replace(ProductVersion.Text, "<version>", StringComparison.Ordinal)}`";
            Assert.Contains($"| `{option.Flag}` | {value} | {option.Help} |", Page, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void PageListsEveryMetric()
    {
        var names = MetricsPage.Render(new WebhookMetrics()).Split('\n')
            .Where(static line => line.StartsWith("# TYPE", StringComparison.Ordinal)).Select(static line => line.Split(' ')[2]);
        Assert.All(names, name => Assert.Contains($"| `{name}", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void PageListsEveryLogEvent() =>
        Assert.All(LogEvent().Matches(File.ReadAllText(Repository.PathOf("src", "Webhook", "Telemetry", "Log.cs"))),
            static found => Assert.Contains(Row(found.Groups), Page, StringComparison.Ordinal));

    private static string Row(GroupCollection found) => $"\n| {found["id"].Value} | `{found["name"].Value}` | {found["level"].Value.ToLowerInvariant()} |";

    [GeneratedRegex("EventId = (?<id>[0-9]+), EventName = \"(?<name>[A-Za-z]+)\", Level = LogLevel\\.(?<level>[A-Za-z]+)")]
    private static partial Regex LogEvent();
}
