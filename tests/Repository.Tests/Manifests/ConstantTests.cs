using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.Webhook.Admission;
using ConfigSync.Cli.Commands;
using ConfigSync.Options;
using ConfigSync.Webhook.Options;
using ConfigSync.Configuration;

namespace ConfigSync.Repository.Tests.Manifests;

/// <summary>What the manifests say twice, they say as the code does.</summary>
public sealed class ConstantTests
{
    private static readonly WebhookOptions Defaults = new();

    [KubectlFact]
    public void EveryEntryCallsTheServiceOnThePathThatIsServed()
    {
        var service = ManifestTree.Render("base").One("Service");

        Assert.All(ManifestTree.Render("base").One("MutatingWebhookConfiguration").List("webhooks"), entry =>
        {
            var call = entry.At("clientConfig", "service");
            Assert.Equal(AdmissionEndpoint.Path, call.Text("path"));
            Assert.Equal(CertsCommand.ServiceHost, $"{call.Text("name")}.{call.Text("namespace")}.svc");
            Assert.Equal(service.Text("metadata", "name"), call.Text("name"));
            Assert.Equal(service.Text("metadata", "namespace"), call.Text("namespace"));
            Assert.Equal(Assert.Single(service.List("spec", "ports")).Text("port"), call.Text("port"));
        });
    }

    [KubectlFact]
    public void ServiceLeadsToThePortThatIsServedInThePodsThatItSelects()
    {
        var objects = ManifestTree.Render("base");
        var service = objects.One("Service");
        var pod = Assert.Single(objects.Pods());
        var port = Assert.Single(pod.List("spec", "containers")[0].List("ports"), port => port.Text("name") == service.List("spec", "ports")[0].Text("targetPort"));

        Assert.Equal(Defaults.HttpsPort.ToString(CultureInfo.InvariantCulture), port.Text("containerPort"));
        Assert.True(Selector.Matches(new JsonObject { ["matchLabels"] = service.At("spec", "selector")!.DeepClone() },
            pod.At("metadata", "labels")!.AsObject().ToDictionary(label => label.Key, label => label.Value!.ToString())));
    }

    [KubectlFact]
    public void ArgumentsAreOptionsOfTheProgramAndKeepItsDefaults()
    {
        var arguments = Container().Texts("args");
        Assert.Equal("serve", arguments[0]);

        var parsed = WebhookOptionsReader.Program.Parse([.. arguments.Skip(1)], new Hashtable());
        Assert.Empty(parsed.Errors);

        Assert.Equal(Defaults with { Injector = Defaults.Injector with { ProfilesFile = parsed.Options!.Injector.ProfilesFile } }, parsed.Options with { Effective = "" });
    }

    [KubectlFact]
    public void FilesOfTheOptionsLieInTheMountsThatHoldThem()
    {
        var objects = ManifestTree.Render("overlays/self-signed");
        var mounts = Container().List("volumeMounts").ToDictionary(mount => mount.Text("mountPath")!, mount => mount.Text("name"));
        var volumes = Assert.Single(objects.Pods()).List("spec", "volumes").ToDictionary(volume => volume.Text("name")!);
        var profiles = Option("--profiles-file");

        foreach (var file in new[] { Defaults.CertificateFile, Defaults.KeyFile })
        {
            var secret = volumes[mounts[Path.GetDirectoryName(file)!]!].Text("secret", "secretName");
            Assert.NotNull(objects.One("Secret", secret).Text("data", Path.GetFileName(file)));
        }

        var map = volumes[mounts[Path.GetDirectoryName(profiles)!]!].Text("configMap", "name");
        Assert.NotNull(objects.One("ConfigMap", map).Text("data", Path.GetFileName(profiles)));
    }

    [KubectlFact]
    public void ProfilesThatAreInstalledHaveNoFault()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, ManifestTree.Render("base").One("ConfigMap", "config-sync-profiles").Text("data", Path.GetFileName(Option("--profiles-file"))));
        var profiles = ProfilesFile.Read(file, out var errors);
        File.Delete(file);

        Assert.Empty(errors);
        Assert.Contains("self-watching", profiles.Names);
    }

    [KubectlFact]
    public void DrainFitsIntoTheGracePeriod() =>
        Assert.True(
            long.Parse(ManifestTree.Render("base").One("Deployment").Text("spec", "template", "spec", "terminationGracePeriodSeconds")!, CultureInfo.InvariantCulture)
            >= Defaults.DrainSeconds + Defaults.ShutdownSeconds + 5);

    [KubectlFact]
    public void ImagesHaveTheVersionOfTheProduct() =>
        Assert.All(ManifestTree.Render("base").Pods().SelectMany(pod => pod.List("spec", "containers")),
            container => Assert.EndsWith(":" + ProductVersion.Text, container.Text("image"), StringComparison.Ordinal));

    [KubectlFact]
    public void CertificateOfCertManagerHasTheNameThatTheApiServerAsksFor()
    {
        var objects = ManifestTree.Render("overlays/cert-manager");
        var call = objects.One("MutatingWebhookConfiguration").List("webhooks")[0].At("clientConfig", "service");
        var certificate = objects.One("Certificate", "config-sync-webhook");

        Assert.Contains($"{call.Text("name")}.{call.Text("namespace")}.svc", certificate.Texts("spec", "dnsNames"));
        Assert.Equal(objects.One("Deployment").At("spec", "template", "spec").List("volumes").Single(volume => volume.Text("name") == "tls").Text("secret", "secretName"),
            certificate.Text("spec", "secretName"));
        Assert.Equal("config-sync/config-sync-webhook", objects.One("MutatingWebhookConfiguration").Text("metadata", "annotations", "cert-manager.io/inject-ca-from"));
    }

    [KubectlFact]
    public void ExamplesUseNoLabelValueAndNoAnnotationThatTheProductDoesNotKnow() =>
        Assert.All(ManifestTree.Under("examples").SelectMany(folder => ManifestTree.Render(folder).Pods()), pod =>
        {
            Assert.Contains(pod.Text("metadata", "labels", InjectedNames.InjectLabelKey), InjectLabel.All);
            Assert.All(pod.At("metadata", "annotations")?.AsObject() ?? [],
                annotation => Assert.Contains(annotation.Key, PodAnnotations.All.Select(known => known.Key)));
        });

    private static JsonNode Container() => ManifestTree.Render("base").One("Deployment").At("spec", "template", "spec").List("containers")[0];

    private static string Option(string flag) => Container().Texts("args").Single(argument => argument.StartsWith(flag + "=", StringComparison.Ordinal))[(flag.Length + 1)..];
}
