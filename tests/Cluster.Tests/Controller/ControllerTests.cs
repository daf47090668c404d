namespace ConfigSync.Cluster.Tests.Controller;

/// <summary>Tests that share a cluster, and so come one after the other: there is but one Lease.</summary>
[CollectionDefinition(Name)]
public sealed class ControllerTests : ICollectionFixture<ControllerCluster>
{
    public const string Name = "the controller on a real API server";
}
