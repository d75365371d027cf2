package incharge.grouping.decision;

import static incharge.grouping.decision.Category.named;

import incharge.eventstore.decider.Attempt;
import incharge.eventstore.decider.DeciderSpec;
import incharge.grouping.decision.GroupingCommand.AnswerCategoryRequest;
import incharge.grouping.decision.GroupingCommand.AnswerTagRequest;
import incharge.grouping.decision.GroupingCommand.BeginWorkspace;
import incharge.grouping.decision.GroupingCommand.CategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.ChangeCategory;
import incharge.grouping.decision.GroupingCommand.ChangeSettings;
import incharge.grouping.decision.GroupingCommand.ChangeTag;
import incharge.grouping.decision.GroupingCommand.CreateCategory;
import incharge.grouping.decision.GroupingCommand.CreateTag;
import incharge.grouping.decision.GroupingCommand.DeleteAccount;
import incharge.grouping.decision.GroupingCommand.DeleteCategory;
import incharge.grouping.decision.GroupingCommand.DeleteTag;
import incharge.grouping.decision.GroupingCommand.Members;
import incharge.grouping.decision.GroupingCommand.PlaceCustomer;
import incharge.grouping.decision.GroupingCommand.Reference;
import incharge.grouping.decision.GroupingCommand.TagCustomer;
import incharge.grouping.decision.GroupingCommand.UncategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.UntagCustomer;
import incharge.grouping.event.AccountEvent.AccountDeleted;
import incharge.grouping.event.AccountKind;
import incharge.grouping.event.Accounts;
import incharge.grouping.event.CategoryEvent.CategoryChanged;
import incharge.grouping.event.CategoryEvent.CategoryCreated;
import incharge.grouping.event.CategoryEvent.CategoryDeleted;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.event.MembershipEvent.CategoryRequestKept;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.MembershipEvent.CustomerTagged;
import incharge.grouping.event.MembershipEvent.CustomerUncategorised;
import incharge.grouping.event.MembershipEvent.CustomerUntagged;
import incharge.grouping.event.Settings;
import incharge.grouping.event.Settings.DefaultCategories;
import incharge.grouping.event.SettingsEvent.SettingsChanged;
import incharge.grouping.event.TagEvent.TagChanged;
import incharge.grouping.event.TagEvent.TagCreated;
import incharge.grouping.event.TagEvent.TagDeleted;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GroupingsTest {

    private static final UUID LANGWORTH = UUID.fromString("01890a5d-ac96-774b-bcce-000000000001");
    private static final UUID RETAIL = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000c1");
    private static final UUID ABROAD = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000c2");
    private static final UUID VIP = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000d1");
    private static final UUID FRESH = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000f1");
    private static final CategoryCreated RETAIL_CREATED =
            named(RETAIL, "Retail").created();
    private static final CategoryCreated ABROAD_CREATED =
            named(ABROAD, "Abroad").created();
    private static final TagCreated VIP_CREATED = new TagCreated(VIP, "VIP", null, null);

    private final DeciderSpec<GroupingCommand, GroupingsEvent> groupings =
            DeciderSpec.of(GroupingBoundary.DECIDER, GroupingsLog.VOCABULARY);
    private final DeciderSpec<Attempt<GroupingCommand, Groupings>, GroupingsEvent> attempts =
            DeciderSpec.of(Attempt.decider(GroupingBoundary.DECIDER), GroupingsLog.VOCABULARY);

    @Nested
    class Categories {

        @Test
        void a_name_is_used_once_whatever_its_case() {
            groupings
                    .given(RETAIL_CREATED)
                    .when(new CreateCategory(named(ABROAD, "RETAIL")))
                    .thenRefused("category-name-taken");
        }

        @Test
        void the_name_of_a_deleted_or_renamed_category_is_free() {
            var create = new CreateCategory(named(ABROAD, "Retail"));
            CategoryCreated created = named(ABROAD, "Retail").created();

            groupings
                    .given(RETAIL_CREATED, new CategoryDeleted(RETAIL, "Retail", null))
                    .when(create)
                    .then(created);
            groupings
                    .given(RETAIL_CREATED, named(RETAIL, "Shops").changed(named(RETAIL, "Retail")))
                    .when(create)
                    .then(created);
        }

        @Test
        void a_change_that_changes_nothing_is_no_event() {
            groupings
                    .given(RETAIL_CREATED)
                    .when(new ChangeCategory(named(RETAIL, "Retail"), false))
                    .thenNothing();
        }

        @Test
        void a_category_changes_if_its_members_change() {
            groupings
                    .given(RETAIL_CREATED)
                    .when(new ChangeCategory(named(RETAIL, "Retail"), true))
                    .then(named(RETAIL, "Retail").changed(named(RETAIL, "Retail")));
        }

        @Test
        void a_category_that_is_only_checked_must_exist() {
            Attempt<GroupingCommand, Groupings> look = Attempt.check(
                    GroupingBoundary.category(RETAIL),
                    state -> state.categories().get(RETAIL));

            attempts.given(RETAIL_CREATED).when(look).thenNothing();
            attempts.given().when(look).thenRefused("category-unknown");
        }

        @Test
        void a_rename_records_the_name_that_is_free() {
            groupings
                    .given(RETAIL_CREATED)
                    .when(new ChangeCategory(named(RETAIL, "Shops"), false))
                    .then(new CategoryChanged(RETAIL, "Shops", null, null, null, List.of(), "Retail"));
        }

        @Test
        void an_unknown_or_deleted_category_is_refused() {
            groupings.given().when(new DeleteCategory(RETAIL)).thenRefused("category-unknown");
            groupings
                    .given(RETAIL_CREATED, new CategoryDeleted(RETAIL, "Retail", null))
                    .when(new CategoriseCustomer(LANGWORTH, RETAIL))
                    .thenRefused("category-unknown");
        }
    }

    @Nested
    class OneCategory {

        @Test
        void a_move_records_the_category_before() {
            groupings
                    .given(RETAIL_CREATED, ABROAD_CREATED, new CustomerCategorised(LANGWORTH, RETAIL, null, null))
                    .when(new CategoriseCustomer(LANGWORTH, ABROAD))
                    .then(new CustomerCategorised(LANGWORTH, ABROAD, RETAIL, null));
        }

        @Test
        void a_customer_of_a_deleted_category_is_moved_from_none() {
            groupings
                    .given(
                            RETAIL_CREATED,
                            ABROAD_CREATED,
                            new CustomerCategorised(LANGWORTH, RETAIL, null, null),
                            new CategoryDeleted(RETAIL, "Retail", null))
                    .when(new CategoriseCustomer(LANGWORTH, ABROAD))
                    .then(new CustomerCategorised(LANGWORTH, ABROAD, null, null));
        }

        @Test
        void a_customer_that_is_in_the_category_stays() {
            groupings
                    .given(RETAIL_CREATED, new CustomerCategorised(LANGWORTH, RETAIL, null, null))
                    .when(new CategoriseCustomer(LANGWORTH, RETAIL))
                    .thenNothing();
        }

        @Test
        void a_customer_that_was_moved_on_is_not_taken_out() {
            groupings
                    .given(RETAIL_CREATED, new CustomerCategorised(LANGWORTH, RETAIL, null, null))
                    .when(new UncategoriseCustomer(LANGWORTH, RETAIL))
                    .then(new CustomerUncategorised(LANGWORTH, RETAIL));
            groupings
                    .given(
                            RETAIL_CREATED,
                            ABROAD_CREATED,
                            new CustomerCategorised(LANGWORTH, RETAIL, null, null),
                            new CustomerCategorised(LANGWORTH, ABROAD, RETAIL, null))
                    .when(new UncategoriseCustomer(LANGWORTH, RETAIL))
                    .thenNothing();
        }
    }

    @Nested
    class Tags {

        @Test
        void a_customer_gets_a_tag_once() {
            groupings
                    .given(VIP_CREATED)
                    .when(new TagCustomer(LANGWORTH, VIP))
                    .then(new CustomerTagged(LANGWORTH, VIP, null));
            groupings
                    .given(VIP_CREATED, new CustomerTagged(LANGWORTH, VIP, null))
                    .when(new TagCustomer(LANGWORTH, VIP))
                    .thenNothing();
        }

        @Test
        void a_customer_loses_a_tag_once() {
            groupings
                    .given(VIP_CREATED, new CustomerTagged(LANGWORTH, VIP, null))
                    .when(new UntagCustomer(LANGWORTH, VIP))
                    .then(new CustomerUntagged(LANGWORTH, VIP));
            groupings.given(VIP_CREATED).when(new UntagCustomer(LANGWORTH, VIP)).thenNothing();
        }

        @Test
        void a_name_is_used_once_and_free_after_deletion() {
            groupings
                    .given(VIP_CREATED)
                    .when(new CreateTag(new Tag(FRESH, "vip", null, null)))
                    .thenRefused("tag-name-taken");
            groupings
                    .given(VIP_CREATED, new TagDeleted(VIP, "VIP", null))
                    .when(new CreateTag(new Tag(FRESH, "vip", null, null)))
                    .then(new TagCreated(FRESH, "vip", null, null));
            groupings
                    .given(VIP_CREATED)
                    .when(new ChangeTag(new Tag(VIP, "VIP", "Ask first", null), false))
                    .then(new TagChanged(VIP, "VIP", "Ask first", null, null));
            groupings.given(VIP_CREATED).when(new DeleteTag(VIP)).then(new TagDeleted(VIP, "VIP", null));
        }

        @Test
        void a_tag_changes_if_its_members_change_and_one_that_is_only_checked_must_exist() {
            groupings
                    .given(VIP_CREATED)
                    .when(new ChangeTag(new Tag(VIP, "VIP", null, null), true))
                    .then(new TagChanged(VIP, "VIP", null, null, null));

            Attempt<GroupingCommand, Groupings> look = Attempt.check(
                    GroupingBoundary.tag(VIP), state -> state.tags().get(VIP));
            attempts.given(VIP_CREATED).when(look).thenNothing();
            attempts.given().when(look).thenRefused("tag-unknown");
        }
    }

    @Nested
    class OfTheWorkspace {

        private final UUID workspace = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000e1");
        private final Account sales = new Account(FRESH, AccountKind.LEDGER, "4300", "Sales");

        private SettingsChanged settings(UnaryOperator<Settings> change) {
            return new SettingsChanged(workspace, change.apply(Settings.INITIAL));
        }

        private SettingsChanged required() {
            return settings(before -> required(before, true));
        }

        private static Settings required(Settings before, boolean required) {
            return new Settings(
                    before.name(),
                    before.country(),
                    before.currency(),
                    before.accountsInUse(),
                    before.rolesInUse(),
                    required,
                    before.datedClicks(),
                    before.defaultCategories(),
                    before.defaultAccounts(),
                    before.paymentTermDays(),
                    before.closedProjectStatuses());
        }

        private GroupingCommand require(long uncategorised) {
            return new ChangeSettings(workspace, before -> required(before, true), List.of(), List.of(), uncategorised);
        }

        @Test
        void a_category_is_required_once_no_customer_is_without() {
            groupings.given().when(require(3)).thenRefused("customers-uncategorised", "categoryRequired");
            groupings.given().when(require(0)).then(required());
            groupings.given(required()).when(require(3)).thenNothing();
        }

        @Test
        void the_last_category_stays_while_one_is_required() {
            groupings
                    .given(RETAIL_CREATED, required())
                    .when(new DeleteCategory(RETAIL, null, Members.COUNT))
                    .thenRefused("last-category");
            groupings
                    .given(RETAIL_CREATED, ABROAD_CREATED, required())
                    .when(new DeleteCategory(RETAIL, null, Members.COUNT))
                    .then(new CategoryDeleted(RETAIL, "Retail", null));
            groupings
                    .given(RETAIL_CREATED, ABROAD_CREATED, required())
                    .when(new DeleteCategory(RETAIL))
                    .thenRefused("target-category-required", "to");
        }

        @Test
        void a_customer_is_placed_into_the_proposed_or_the_oldest_category_if_one_is_required() {
            var place = new PlaceCustomer(LANGWORTH, "SE");
            groupings.given(RETAIL_CREATED).when(place).thenNothing();
            groupings
                    .given(ABROAD_CREATED, RETAIL_CREATED, required())
                    .when(place)
                    .then(new CustomerCategorised(LANGWORTH, RETAIL, null, null));
            groupings
                    .given(
                            RETAIL_CREATED,
                            ABROAD_CREATED,
                            settings(before -> required(before, true)
                                    .withDefaultCategories(new DefaultCategories(null, ABROAD, null))))
                    .when(place)
                    .then(new CustomerCategorised(LANGWORTH, ABROAD, null, null));
            groupings.given(required()).when(place).thenNothing();
        }

        @Test
        void an_account_that_is_named_is_added_once() {
            var category = new Category(RETAIL, "Retail", null, new Accounts("4300", null), null, List.of());
            groupings
                    .given()
                    .when(new CreateCategory(category, List.of(sales)))
                    .then(sales.added(), category.created());
            groupings
                    .given(new Account(VIP, AccountKind.LEDGER, "4300", "Other").added())
                    .when(new CreateCategory(category, List.of(sales)))
                    .then(category.created());
            groupings
                    .given(sales.added(), category.created())
                    .when(new DeleteAccount(FRESH))
                    .thenRefused("in-use");
            groupings
                    .given(sales.added(), category.created(), new CategoryDeleted(RETAIL, "Retail", null))
                    .when(new DeleteAccount(FRESH))
                    .then(new AccountDeleted(FRESH, AccountKind.LEDGER, "4300", "Sales"));
        }

        @Test
        void only_an_empty_log_begins_a_workspace() {
            var begin = new BeginWorkspace(
                    workspace, List.of(sales), List.of(Category.named(RETAIL, "Retail")), Settings.INITIAL);
            groupings.given().when(begin).then(sales.added(), RETAIL_CREATED, settings(before -> before));
            groupings.given(VIP_CREATED).when(begin).thenNothing();
        }
    }

    @Nested
    class Deletions {

        @Test
        void a_target_gets_the_customers_before_the_deletion() {
            groupings
                    .given(RETAIL_CREATED, ABROAD_CREATED, new CustomerCategorised(LANGWORTH, RETAIL, null, null))
                    .when(new DeleteCategory(RETAIL, ABROAD, Members.COUNT))
                    .then(
                            new CustomerCategorised(LANGWORTH, ABROAD, RETAIL, null),
                            new CategoryDeleted(RETAIL, "Retail", ABROAD));
            groupings
                    .given(RETAIL_CREATED)
                    .when(new DeleteCategory(RETAIL, ABROAD, Members.COUNT))
                    .thenRefused("category-unknown", "to");
            groupings
                    .given(RETAIL_CREATED)
                    .when(new DeleteCategory(RETAIL, RETAIL, Members.COUNT))
                    .thenRefused("target-is-deleted", "to");
        }

        @Test
        void a_restored_category_begins_without_customers() {
            List<GroupingsEvent> restored = List.of(
                    RETAIL_CREATED,
                    new CustomerCategorised(LANGWORTH, RETAIL, null, null),
                    new CategoryDeleted(RETAIL, "Retail", null),
                    RETAIL_CREATED);
            groupings
                    .given(restored)
                    .when(new CategoriseCustomer(LANGWORTH, RETAIL))
                    .then(new CustomerCategorised(LANGWORTH, RETAIL, null, null));
            groupings
                    .given(restored)
                    .when(new UncategoriseCustomer(LANGWORTH, RETAIL))
                    .thenNothing();
        }

        @Test
        void the_target_of_a_tag_is_given_to_those_who_lack_it() {
            Tag fair = new Tag(FRESH, "Fair", null, null);
            groupings
                    .given(
                            VIP_CREATED,
                            fair.created(),
                            new CustomerTagged(LANGWORTH, VIP, null),
                            new CustomerTagged(RETAIL, VIP, null),
                            new CustomerTagged(RETAIL, FRESH, null))
                    .when(new DeleteTag(VIP, FRESH, Members.COUNT))
                    .then(new CustomerTagged(LANGWORTH, FRESH, null), new TagDeleted(VIP, "VIP", FRESH));
        }
    }

    @Nested
    class Requests {

        @Test
        void a_category_requested_by_a_new_name_is_created() {
            groupings
                    .given()
                    .when(new AnswerCategoryRequest(LANGWORTH, new Reference(null, "Retail", FRESH), 42))
                    .then(named(FRESH, "Retail").created(), new CustomerCategorised(LANGWORTH, FRESH, null, 42L));
        }

        @Test
        void a_category_requested_by_name_is_found_whatever_its_case() {
            groupings
                    .given(RETAIL_CREATED)
                    .when(new AnswerCategoryRequest(LANGWORTH, new Reference(null, "retail", FRESH), 42))
                    .then(new CustomerCategorised(LANGWORTH, RETAIL, null, 42L));
        }

        @Test
        void a_request_that_changes_nothing_is_answered_too() {
            groupings
                    .given(RETAIL_CREATED, new CustomerCategorised(LANGWORTH, RETAIL, null, null))
                    .when(new AnswerCategoryRequest(LANGWORTH, new Reference(RETAIL, null, null), 42))
                    .then(new CategoryRequestKept(LANGWORTH, RETAIL, 42L, null));
        }

        @Test
        void a_request_for_a_deleted_category_is_kept() {
            groupings
                    .given(RETAIL_CREATED, new CategoryDeleted(RETAIL, "Retail", null))
                    .when(new AnswerCategoryRequest(LANGWORTH, new Reference(RETAIL, null, null), 42))
                    .then(new CategoryRequestKept(LANGWORTH, null, 42L, "category-unknown"));
        }

        @Test
        void a_requested_tag_is_given_or_created() {
            groupings
                    .given(VIP_CREATED)
                    .when(new AnswerTagRequest(LANGWORTH, new Reference(null, "vip", FRESH), 42))
                    .then(new CustomerTagged(LANGWORTH, VIP, 42L));
            groupings
                    .given()
                    .when(new AnswerTagRequest(LANGWORTH, new Reference(null, "Key", FRESH), 42))
                    .then(new TagCreated(FRESH, "Key", null, null), new CustomerTagged(LANGWORTH, FRESH, 42L));
        }
    }
}
