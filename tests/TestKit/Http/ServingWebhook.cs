using Xunit;

namespace ConfigSync.TestKit.Http;

/// <summary>One running webhook that the tests of a class share, since none of them changes it.</summary>
public sealed class ServingWebhook : IAsyncLifetime
{
    public WebhookProcess Process { get; private set; } = null!;

    public async Task InitializeAsync() => Process = await WebhookProcess.StartAsync();

    public async Task DisposeAsync() => await Process.DisposeAsync();
}
