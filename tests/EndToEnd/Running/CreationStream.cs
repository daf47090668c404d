using System.Collections.Concurrent;

namespace ConfigSync.EndToEnd.Running;

/// <summary>Pods that require the agent, created one after the other for as long as something else happens.</summary>
internal sealed class CreationStream
{
    // As many API calls at once as a few controllers make.
    private const int Workers = 4;

    private readonly LiveCluster _cluster;
    private readonly string _space;
    private readonly ConcurrentBag<string> _losses = [];
    private int _created;
    private int _next;

    private CreationStream(LiveCluster cluster, string space)
    {
        _cluster = cluster;
        _space = space;
    }

    /// <summary>Creates Pods until the work is done; fails when one was refused or came without the agent. Returns how many there were.</summary>
    public static async Task<int> DuringAsync(Stage stage, string space, Func<Task> work)
    {
        var stream = new CreationStream(stage.Cluster, space);
        using var stop = new CancellationTokenSource();
        var workers = Enumerable.Range(0, Workers).Select(_ => stream.CreateAsync(stop.Token)).ToArray();
        try
        {
            await work();
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(workers);
        }

        Assert.True(stream._losses.IsEmpty, $"{stream._losses.Count} of {stream._created + stream._losses.Count} creations were lost, such as: {stream._losses.FirstOrDefault()}");
        Assert.True(stream._created > 0, "no Pod was created");
        return stream._created;
    }

    private async Task CreateAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var pod = Workloads.Pod($"stream-{Interlocked.Increment(ref _next)}", _space, "required");
            var answer = await _cluster.Api.CreateAsync(pod);
            if (!answer.IsDone)
            {
                _losses.Add($"refused: {answer.Message}");
                continue;
            }

            if (Pod.HasAgent(answer.Body))
            {
                Interlocked.Increment(ref _created);
            }
            else
            {
                _losses.Add($"without the agent: {(string)answer.Body["metadata"]!["name"]!}");
            }

            // It was never scheduled, so it is gone at once, and a long stream leaves the cluster as small as it was.
            await _cluster.Api.DeleteAsync(pod);
        }
    }
}
