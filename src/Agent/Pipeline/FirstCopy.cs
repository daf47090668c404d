using ConfigSync.Agent.Copying;
using ConfigSync.Agent.Reporting;

namespace ConfigSync.Agent.Pipeline;

/// <summary>The work of an init container: copies once, and leaves word of it for the agent that follows.</summary>
internal sealed class FirstCopy(AgentContext context, Copier copier, Observer observer)
{
    private const int Attempts = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Gives <see langword="null"/> when it was made, or what was in the way.</summary>
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
                return "the sources changed each time that they were copied";
            }

            await context.Loop.DelayAsync(Pause);
        }
    }

    private void Finish()
    {
        foreach (var source in context.Sources.Where(static source => source.Desired is not null))
        {
            // The application is started after us and with this.
            source.Copied = source.Desired!.Layout;
            source.Told = source.Applied = source.Desired.Content;
            context.Log.CopiedOnce(source.Option.Name, source.Desired.Content.Short);
        }

        context.Remember();
    }
}
