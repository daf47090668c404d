using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json;
using System.Text;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Http;

namespace ConfigSync.Webhook.Tests.Admission;

public sealed class DecisionLogTests(ServingWebhook serving) : IClassFixture<ServingWebhook>
{
    // Written into every value of a Pod that is not a name, so that any of them in a log line gives itself away.
    private const string Canary = "canary-c0ffee";

    [Fact]
    public async Task OneLineTellsTheDecisionButNothingOfTheBody()
    {
        var review = JsonNode.Parse(Corpus.Body("metrics-governor"))!;
        var container = review["request"]!["object"]!["spec"]!["containers"]![0]!.AsObject();
        container["env"] = new JsonArray(new JsonObject { ["name"] = "PASSWORD", ["value"] = Canary });
        container["image"] = Canary;
        var metadata = review["request"]!["object"]!["metadata"]!.AsObject();
        metadata["annotations"] = new JsonObject { ["example.com/note"] = Canary };

        var before = serving.Process.Program.Output.Count;
        using var client = serving.Process.Client();
        using var response = await client.PostAsync("/mutate", Encoding.UTF8.GetBytes(review.ToJsonString()));
        response.EnsureSuccessStatusCode();

        var line = await serving.Process.EventAsync("Decided", before);
        Assert.Equal("injected", line.GetProperty("reason").GetString());
        Assert.Equal("default", line.GetProperty("podNamespace").GetString());
        Assert.Equal("ReplicaSet/metrics-governor-5cb987f5f8", line.GetProperty("subject").GetString());
        Assert.False(line.GetProperty("dryRun").GetBoolean());
        Assert.InRange(line.GetProperty("patchBytes").GetInt32(), 100, 100_000);
        Assert.InRange(line.GetProperty("milliseconds").GetDouble(), 0.001, 30_000);
        Assert.True(DateTimeOffset.TryParse(line.GetProperty("time").GetString(), CultureInfo.InvariantCulture, out _));
        Assert.DoesNotContain(serving.Process.Program.Output, static written => written.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task MalformedBodyIsLoggedWithoutIt()
    {
        var before = serving.Process.Program.Output.Count;
        using var client = serving.Process.Client();
        using var response = await client.PostAsync("/mutate", Encoding.UTF8.GetBytes($"{{\"{Canary}"));

        var line = await serving.Process.EventAsync("Malformed", before);
        Assert.Equal("malformed-body", line.GetProperty("reason").GetString());
        Assert.DoesNotContain(serving.Process.Program.Output, static written => written.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryLineIsJson() =>
        Assert.All(serving.Process.Program.Output, static line => JsonDocument.Parse(line).Dispose());
}
