using ConfigSync.TestKit.Cluster;

namespace ConfigSync.Cluster.Tests;

/// <summary>A cluster for all tests of a collection, with the namespace that everything is installed in. Where there is no API server, all of those are skipped.</summary>
public abstract class ClusterFixture : IAsyncLifetime
{
    private protected const string Manager = "installer";

    private RealCluster? _cluster;

    public RealCluster Cluster => _cluster ?? throw new InvalidOperationException("there is no cluster: the test states no Requirement.ApiServer");

    public async Task InitializeAsync()
    {
        if (ClusterPrograms.Missing is null)
        {
            _cluster = await RealCluster.StartAsync();
            foreach (var item in Installed.Read("base", "namespace.yaml"))
            {
                (await Cluster.Admin.ApplyAsync(item, Manager)).Done();
            }

            await PrepareAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await CleanUpAsync();
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    private protected abstract Task PrepareAsync();

    private protected virtual Task CleanUpAsync() => Task.CompletedTask;
}
