using ConfigSync.Options;
using ConfigSync.TestKit;
using ConfigSync.Webhook.Options;
using ConfigSync.Webhook.Telemetry;

namespace ConfigSync.Webhook.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void ReadmeListsEveryOptionWithItsDefault()
    {
        var readme = System.IO.File.ReadAllText(Repository.PathOf("README.md"));
        Assert.All(WebhookFlags.All, option =>
        {
            var value = option.Default is { } text ? $"`{text.Replace(ProductVersion.Text, "<version>", StringComparison.Ordinal)}`" : "none";
            Assert.Contains($"| `{option.Flag}` | {value} | {option.Help} |", readme, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void ReadmeListsEveryMetric()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));
        var names = MetricsPage.Render(new WebhookMetrics()).Split('\n')
            .Where(static line => line.StartsWith("# TYPE", StringComparison.Ordinal)).Select(static line => line.Split(' ')[2]);
        Assert.All(names, name => Assert.Contains($"| `{name}", readme, StringComparison.Ordinal));
    }
}
