using System.Text.Json.Nodes;
using System.Text.Json;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Http;

namespace ConfigSync.Webhook.Tests.Reloading;

public sealed class ProfilesReloadTests
{
    private const string Name = "profiles.yaml";

    [Fact]
    public async Task GoodFileIsTakenUpAndABadOneKeepsTheOld()
    {
        await using var webhook = await WebhookProcess.StartAsync(static folder =>
            ["--profiles-file=" + folder.Write(Name, "profiles:\n  default: {reload: none}\n")]);
        using var client = webhook.Client();
        Assert.Contains("--reload=none", await PatchAsync(client), StringComparison.Ordinal);

        webhook.Folder.Write(Name, "profiles:\n  default: {reload: signal, signal: SIGUSR1}\n");
        await Wait.Until(async () => (await PatchAsync(client)).Contains("--signal=SIGUSR1", StringComparison.Ordinal), "the new profile holds");

        webhook.Folder.Write(Name, "profiles:\n  default: {reload: sometimes}\n");
        var report = await webhook.EventAsync("ProfilesKept");
        Assert.Contains("sometimes", report.GetProperty("errors").GetString(), StringComparison.Ordinal);
        Assert.Contains("--signal=SIGUSR1", await PatchAsync(client), StringComparison.Ordinal);

        File.Delete(webhook.Folder.PathOf(Name));
        await Wait.Until(async () => (await MetricsAsync(webhook))["config_sync_webhook_profile_reloads_total{result=\"failure\"}"] is 2, "the missing file is counted");
        Assert.Contains("--signal=SIGUSR1", await PatchAsync(client), StringComparison.Ordinal);
        Assert.Equal(1, (await MetricsAsync(webhook))["config_sync_webhook_profile_reloads_total{result=\"success\"}"]);
    }

    [Fact]
    public async Task NamespaceOfTheRequestDecidesWhichProfileHolds()
    {
        var pod = System.Text.Encoding.UTF8.GetString(Corpus.Body("metrics-governor"));
        var name = JsonNode.Parse(pod)!["request"]!["namespace"]!.GetValue<string>();
        await using var webhook = await WebhookProcess.StartAsync(folder =>
            ["--profiles-file=" + folder.Write(Name, $"profiles:\n  quiet: {{reload: none}}\nnamespaces:\n  {name}: quiet\n")]);
        using var client = webhook.Client();
        Assert.Contains("--reload=none", await PatchAsync(client), StringComparison.Ordinal);

        webhook.Folder.Write(Name, $"profiles:\n  quiet: {{reload: none}}\nnamespaces:\n  {name}: quite\n");
        var report = await webhook.EventAsync("ProfilesKept");
        Assert.Contains($"line 4, column 3: invalid namespace: namespaces.{name} must be one of default, quiet; did you mean 'quiet'?", report.GetProperty("errors").GetString(),
            StringComparison.Ordinal);
        Assert.Contains("--reload=none", await PatchAsync(client), StringComparison.Ordinal);

        webhook.Folder.Write(Name, "profiles:\n  default: {reload: signal, signal: SIGUSR1}\n");
        await Wait.Until(async () => (await PatchAsync(client)).Contains("--signal=SIGUSR1", StringComparison.Ordinal), "the default profile holds again");
    }

    private static async Task<string> PatchAsync(TrustingClient client)
    {
        using var response = await client.PostAsync("/mutate", Corpus.Body("metrics-governor"));
        using var review = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return System.Text.Encoding.UTF8.GetString(review.RootElement.GetProperty("response").GetProperty("patch").GetBytesFromBase64());
    }

    private static async Task<Dictionary<string, double>> MetricsAsync(WebhookProcess webhook) =>
        Exposition.Parse(await webhook.Plain.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
}
