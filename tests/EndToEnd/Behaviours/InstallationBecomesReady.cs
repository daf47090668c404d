using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

/// <summary>The installation that the behaviours after this one use.</summary>
internal sealed class InstallationBecomesReady : Behaviour
{
    public override string Promise => "the overlay self-managed with rollouts, secrets and guard becomes ready";

    public override async Task<string> RunAsync(Stage stage)
    {
        await stage.Installation.InstallAsync("self-managed", "rollouts", "secrets", "guard");
        return "";
    }
}
