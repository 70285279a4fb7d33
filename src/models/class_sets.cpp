#include "models/class_sets.h"

#include <algorithm>
#include <array>

#include "models/class_sets_texts.h"

namespace convoscope::models {
namespace {

constexpr std::array kSets{
    ClassSet{"digits", class_sets_texts.digits, "0,1,2,3,4,5,6,7,8,9"},
    ClassSet{"letters", class_sets_texts.letters, "A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,T,U,V,W,X,Y,Z"},
    ClassSet{"letters-from-1", class_sets_texts.letters_from_1,
             "-,A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,T,U,V,W,X,Y,Z"},
    ClassSet{"digits-and-capitals", class_sets_texts.digits_and_capitals,
             "0,1,2,3,4,5,6,7,8,9,A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,T,U,V,W,X,Y,Z"},
    ClassSet{"balanced", class_sets_texts.balanced,
             "0,1,2,3,4,5,6,7,8,9,A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,T,U,V,W,X,Y,Z,a,b,d,e,f,g,h,n,q,r,t"},
    ClassSet{"by-class", class_sets_texts.by_class,
             "0,1,2,3,4,5,6,7,8,9,A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,T,U,V,W,X,Y,Z,"
             "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z"},
    ClassSet{"fashion", class_sets_texts.fashion,
             "T-shirt,trousers,pullover,dress,coat,sandal,shirt,sneaker,bag,ankle_boot"},
    ClassSet{"cifar10", class_sets_texts.cifar10,
             "airplane,automobile,bird,cat,deer,dog,frog,horse,ship,truck"},
    ClassSet{
        "cifar100", class_sets_texts.cifar100,
        "apple,aquarium_fish,baby,bear,beaver,bed,bee,beetle,bicycle,bottle,bowl,boy,bridge,bus,butterfly,"
        "camel,can,castle,caterpillar,cattle,chair,chimpanzee,clock,cloud,cockroach,couch,crab,crocodile,"
        "cup,dinosaur,dolphin,elephant,flatfish,forest,fox,girl,hamster,house,kangaroo,keyboard,lamp,"
        "lawn_mower,leopard,lion,lizard,lobster,man,maple_tree,motorcycle,mountain,mouse,mushroom,oak_tree,"
        "orange,orchid,otter,palm_tree,pear,pickup_truck,pine_tree,plain,plate,poppy,porcupine,possum,"
        "rabbit,raccoon,ray,road,rocket,rose,sea,seal,shark,shrew,skunk,skyscraper,snail,snake,spider,"
        "squirrel,streetcar,sunflower,sweet_pepper,table,tank,telephone,television,tiger,tractor,train,"
        "trout,tulip,turtle,wardrobe,whale,willow_tree,wolf,woman,worm"},
    ClassSet{"gtsrb", class_sets_texts.gtsrb,
             "20_km/h,30_km/h,50_km/h,60_km/h,70_km/h,80_km/h,end_of_80_km/h,100_km/h,120_km/h,no_passing,"
             "no_passing_for_trucks,right_of_way,priority_road,yield,stop,no_vehicles,no_trucks,no_entry,"
             "caution,curve_left,curve_right,double_curve,bumpy_road,slippery_road,narrows_right,road_work,"
             "traffic_lights,pedestrians,children,bicycles,ice_or_snow,wild_animals,end_of_limits,turn_right,"
             "turn_left,straight_on,straight_or_right,straight_or_left,keep_right,keep_left,roundabout,"
             "end_of_no_passing,end_of_no_passing_for_trucks"},
    ClassSet{"imagenet", class_sets_texts.imagenet, ""}};

std::optional<Seeming> seeming(const char* id, bool is_likely = true) {
    return Seeming{class_set(id), is_likely};
}

}  // namespace

std::span<const ClassSet> class_sets() { return kSets; }

const ClassSet* class_set(std::string_view id) {
    const auto found =
        std::ranges::find(kSets, id, [](const ClassSet& set) { return std::string_view(set.id); });
    return found == kSets.end() ? nullptr : &*found;
}

std::vector<std::string> names_of(const ClassSet& set) {
    std::vector<std::string> names;
    for (std::string_view rest = set.names; !rest.empty();) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        names.emplace_back(rest.substr(0, end));
        std::ranges::replace(names.back(), '_', ' ');
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return names;
}

std::optional<Seeming> seeming_classes(const nn::Shape& input, std::size_t outputs, double share) {
    if (outputs == 10 && share >= kReadsDigits) return seeming("digits");
    if (input.channels == 3) {
        if (outputs == 10 && share < kReadsNone) return seeming("cifar10", input.height == 32);
        if (outputs == 100) return seeming("cifar100");
        if (outputs == 43) return seeming("gtsrb");
        if (outputs == 1000) return seeming("imagenet");
        return std::nullopt;
    }
    if (input.channels != 1) return std::nullopt;
    switch (outputs) {
        case 10:  // KMNIST has as many, and so has a network that nobody trained
            return share < kReadsNone ? seeming("fashion", false) : std::nullopt;
        case 26:
            return seeming("letters");
        case 27:
            return seeming("letters-from-1");
        case 36:
            return seeming("digits-and-capitals");
        case 47:
            return seeming("balanced");
        case 62:
            return seeming("by-class");
        default:
            return std::nullopt;
    }
}

}  // namespace convoscope::models
