using ConfigSync.Agent.Copying;
using ConfigSync.Agent.Reporting;

namespace ConfigSync.Agent.Pipeline;

/// <summary>The work of an init container: copies once, and saves the state for the agent that starts after it.</summary>
internal sealed class FirstCopy(AgentContext context, Copier copier, Observer observer)
{
    private const int Attempts = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Copies; returns the problem, or <see langword="null"/> on success.</summary>
    public async Task<string?> MakeAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            await observer.StartAsync();
            var missing = context.Sources.Where(static source => source is { Desired: null, IsEmpty: false }).ToList();
            if (missing.Count > 0)
            {
                return string.Join("; ", missing.Select(source => context.Status.Sources.First(shown => shown.Name == source.Option.Name).Problem));
            }

            var outcome = copier.Run(context.Sources);
            if (outcome.Problems.Count > 0)
            {
                return string.Join("; ", outcome.Problems);
            }

            if (!outcome.Moved)
            {
                Finish();
                return null;
            }

            if (attempt == Attempts)
            {
                return "the sources kept changing while they were copied";
            }

            await context.Loop.DelayAsync(Pause);
        }
    }

    private void Finish()
    {
        foreach (var source in context.Sources.Where(static source => source.Desired is not null))
        {
            // The application starts after the init container and reads this content.
            source.Copied = source.Desired!.Layout;
            source.Reloaded = source.Applied = source.Desired.Content;
            context.Log.CopiedOnce(source.Option.Name, source.Desired.Content.Short);
        }

        context.Remember();
    }
}
