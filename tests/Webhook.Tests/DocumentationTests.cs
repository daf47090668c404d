using ConfigSync.Options;
using ConfigSync.TestKit;
using ConfigSync.Webhook.Options;
using ConfigSync.Webhook.Telemetry;

namespace ConfigSync.Webhook.Tests;

/// <summary>docs/webhook.md lists what the program has.</summary>
public sealed class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "webhook.md"));

    [Fact]
    public void PageListsEveryOptionWithItsDefault() => Assert.All(WebhookFlags.All, option =>
    {
        var value = option.Default is { } text ? $"`{text.Replace(ProductVersion.Text, "<version>", StringComparison.Ordinal)}`" : "none";
        Assert.Contains($"| `{option.Flag}` | {value} | {option.Help} |", Page, StringComparison.Ordinal);
    });

    [Fact]
    public void PageListsEveryMetric()
    {
        var names = MetricsPage.Render(new WebhookMetrics()).Split('\n')
            .Where(static line => line.StartsWith("# TYPE", StringComparison.Ordinal)).Select(static line => line.Split(' ')[2]);
        Assert.All(names, name => Assert.Contains($"| `{name}", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void PageListsEveryLogEvent()
    {
        var rows = LogEvents.RowsOf("src", "Webhook", "Telemetry", "Log.cs");

        Assert.NotEmpty(rows);
        Assert.All(rows, static row => Assert.Contains(row, Page, StringComparison.Ordinal));
    }
}
