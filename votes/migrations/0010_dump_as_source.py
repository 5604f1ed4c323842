"""A dump of another tracker as something that is brought in."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('votes', '0009_folded_texts'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='importrun',
            name='import_run_source_known',
        ),
        migrations.AlterField(
            model_name='importrun',
            name='source',
            field=models.CharField(choices=[('undl_ga', 'UN Digital Library, General Assembly'), ('undl_sc', 'UN Digital Library, Security Council'), ('bundled', 'Bundled data'), ('vetoes', 'List of Security Council vetoes'), ('voeten', 'Voeten’s roll calls'), ('voeten_absences', 'Voeten’s roll calls with absences'), ('dump', 'Dump of another tracker')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(('source__in', ['undl_ga', 'undl_sc', 'bundled', 'vetoes', 'voeten', 'voeten_absences', 'dump'])), name='import_run_source_known', violation_error_message='Source: unknown value.'),
        ),
    ]
