using ConfigSync.EndToEnd.Applications;
using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

/// <summary>The number that the product is for, on every application at the same time.</summary>
internal sealed class ChangesArriveInUnderASecond : Behaviour
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public override string Promise => "from the moment that `apply` is sent to the application running the change: p99 under 1 s with the controller, no restart";

    public override async Task<string> RunAsync(Stage stage)
    {
        var space = await stage.NamespaceAsync("latency");
        var rows = await Task.WhenAll(RealApplications.All.Select(application => MeasureAsync(stage, space, application)));
        foreach (var row in rows)
        {
            stage.Add(row);
        }

        await stage.DropAsync(space);
        Assert.All(rows, static row => Assert.Equal(0, row.Restarts));
        Assert.All(rows, static row => Assert.True(row.At(0.99) < Limit, $"{row.Application}: p99 {row.At(0.99)}"));
        return $"{rows.Sum(static row => row.Times.Count)} changes";
    }

    private static async Task<Measurement> MeasureAsync(Stage stage, string space, Application application)
    {
        var pod = await application.StartAsync(stage.Cluster, space);
        var times = new List<TimeSpan>();
        for (var revision = 1; revision <= stage.Options.Changes; revision++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await application.ChangeAsync(stage.Cluster, space, revision);
            await application.ArrivedAsync(stage.Cluster, pod, revision);
            times.Add(TimeProvider.System.GetElapsedTime(began));
            // The controller patches a Pod again two seconds after a change, and never more than once a second: a change that falls into that second
            // waits for the rest of it. What is timed here is a change on its own, at a moment that is in step with nothing.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(3200, 4800)), TimeProvider.System);
        }

        return new Measurement(application.Name, pod.Strategies, times, (await stage.Cluster.PodAsync(pod)).Restarts);
    }
}
