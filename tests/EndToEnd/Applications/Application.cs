using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Applications;

/// <summary>A real application that reloads on a signal and can be asked which configuration it runs.</summary>
/// <param name="Name">Its name, that of its Deployment and of its ConfigMap.</param>
/// <param name="Key">The ConfigMap's key.</param>
/// <param name="Configuration">The configuration of a revision, which holds the revision's <see cref="Mark"/> somewhere.</param>
/// <param name="Port">Where it answers.</param>
/// <param name="Path">What it is asked; the answer holds the mark of the configuration that it runs.</param>
/// <param name="Manifest">Its Deployment, as YAML.</param>
internal sealed record Application(string Name, string Key, Func<string, string> Configuration, int Port, string Path, string Manifest)
{
    /// <summary>The mark of a revision, wherever it appears.</summary>
    public static string Mark(int revision) => $"revision-{revision:D5}-";

    /// <summary>Deploys it with its first revision and waits until it runs that.</summary>
    public async Task<Pod> StartAsync(LiveCluster cluster, string space)
    {
        await ChangeAsync(cluster, space, 0);
        await cluster.ApplyAsync(space, Manifest);
        var pod = await cluster.ReadyPodAsync(space, Name);
        Assert.True(pod.IsInjected, $"{pod.Name} has no agent");
        await ArrivedAsync(cluster, pod, 0);
        return pod;
    }

    /// <summary>Changes its configuration.</summary>
    public Task ChangeAsync(LiveCluster cluster, string space, int revision) => cluster.SetConfigMapAsync(space, Name, Key, Configuration(Mark(revision)));

    /// <summary>Waits until it runs a revision.</summary>
    public Task ArrivedAsync(LiveCluster cluster, Pod pod, int revision)
    {
        string? seen = null;
        return Patience.UntilAsync(
            async () => (seen = await cluster.AskAsync(pod, Port, Path))?.Contains(Mark(revision), StringComparison.Ordinal) == true,
            () => $"{Name} runs {Mark(revision)}; it answered: {seen?[..Math.Min(seen.Length, 300)]}");
    }
}
