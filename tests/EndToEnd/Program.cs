using ConfigSync.EndToEnd;
using ConfigSync.EndToEnd.Behaviours;
using ConfigSync.EndToEnd.Running;

// In this order: the overlays come and go, then one installation serves everything until it is taken away.
Behaviour[] behaviours =
[
    new EveryOverlayInstallsAndGoes(),
    new InstallationBecomesReady(),
    new LabelsDecide(),
    new DryRunShowsTheInjectedPod(),
    new ExamplesStart(),
    new RestrictedNamespaceIsServed(),
    new UserOfTheImageIsServed(),
    new EnvironmentChangesRestartInPlace(),
    new OptionalObjectArrivesLater(),
    new JobCompletes(),
    new StatefulSetKeepsItsClaim(),
    new OpenClawTakesItsConfiguration(),
    new SecondInjectorIsTolerated(),
    new KilledAgentMissesNothing(),
    new KilledApplicationStartsWithTheNewest(),
    new RestartedKubeletIsSurvived(),
    new ChangesArriveInUnderASecond(),
    new WebhookUpdatesLoseNoPod(),
    new WebhookAway(),
    new UninstallLeavesNothing(),
    new RenewedCertificatesLoseNoPod(),
];

var options = EndToEndOptions.Read(Environment.GetEnvironmentVariables());
if (options.Missing() is { } missing)
{
    await Console.Error.WriteLineAsync($"can't run end to end: {missing}");
    return 2;
}

await using var stage = await Stage.OpenAsync(options);
if (options.Only.Count == 0 && await stage.Installation.LeftAsync() is [var present, ..])
{
    await Console.Error.WriteLineAsync($"can't run end to end: the cluster has config-sync already ({present}); uninstall it first, since this installs and uninstalls it");
    return 2;
}

var report = new Report(Console.Out);
foreach (var behaviour in behaviours.Where(options.Selects))
{
    await report.RunAsync(behaviour, stage);
}

report.Print(stage.Measurements);
return report.Failures == 0 ? 0 : 1;
