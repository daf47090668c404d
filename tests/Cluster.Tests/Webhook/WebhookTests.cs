namespace ConfigSync.Cluster.Tests.Webhook;

/// <summary>Tests that share a cluster in which the webhook is registered; one after the other, since some take the webhook away.</summary>
[CollectionDefinition(Name)]
public sealed class WebhookTests : ICollectionFixture<WebhookCluster>
{
    public const string Name = "the webhook in a real API server";
}
