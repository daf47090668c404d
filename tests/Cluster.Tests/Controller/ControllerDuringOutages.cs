namespace ConfigSync.Cluster.Tests.Controller;

/// <summary>Tests that make an API server restart, fall silent or forget: one of their own, so that they may take their time beside the others.</summary>
[CollectionDefinition(Name)]
public sealed class ControllerDuringOutages : ICollectionFixture<ControllerCluster>
{
    public const string Name = "the controller during outages of a real API server";
}
